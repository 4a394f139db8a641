"""Tests of the CloudFormation template that SAM generates: permissions, roles, aliases, secrets and published versions."""

import io
import json
import os
import re
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from deploy import complete
from guards import with_guards
from releases import with_releases
from samcli.yamlhelper import yaml_dump, yaml_parse
from secret import SECRET
from samtranslator.translator.transform import transform

ROOT = Path(__file__).resolve().parent.parent
BASIC_ROLE = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
GIVEN = {"WebOrigin": "https://nero.example", "Countries": "IR", "SecretName": "nero-test", "SecretVersion": "1" * 32}
# Variables of all functions.
COMMON = {"NERO_METRICS", "JAVA_TOOL_OPTIONS", "AWS_LAMBDA_EXEC_WRAPPER"}
# Nobody waits for their cold starts.
WITHOUT_SNAPSTART = {"IndexesFunction", "GenerationWorkerFunction", "PaymentsSweeperFunction", "SweeperFunction", "PopularityFunction"}


class Policies:
    """Loads the only managed policy that SAM attaches by itself."""

    def load(self):
        return {"AWSLambdaBasicExecutionRole": BASIC_ROLE}


def jars(folder, template, changed=()):
    """Writes a fake jar and package for each function, with different content."""
    for name, function in functions(template).items():
        jar = Path(folder) / function["CodeUri"]
        jar.parent.mkdir(parents=True, exist_ok=True)
        content = name + (" changed" if name in changed else "")
        jar.write_text(content)
        for packaging in ("aot", "cache"):
            with zipfile.ZipFile(str(jar).replace("-lambda.jar", f"-{packaging}.zip"), "w") as package:
                package.writestr("jars/function.jar", content)
                package.writestr("nero.aot", os.urandom(8))


def functions(template):
    return {name: resource["Properties"] for name, resource in template["Resources"].items()
            if resource["Type"] == "AWS::Serverless::Function"}


def scheduled():
    """Returns the functions that do scheduled work. A schedule with an input sends an event of another kind."""
    return {name for name, function in functions(template()).items() for event in function.get("Events", {}).values()
            if event["Type"] == "Schedule" and "Input" not in event["Properties"]}


def template():
    return yaml_parse((ROOT / "template.yaml").read_text())


def translated(changed=(), **parameters):
    """Returns the template that CloudFormation makes of what bin/deploy passes to it, and the values of the parameters."""
    with tempfile.TemporaryDirectory() as folder:
        source = template()
        values = complete(source, GIVEN | parameters)
        jars(folder, source, changed)
        released = yaml_parse(yaml_dump(with_guards(with_releases(source, values, folder))))
        for function in functions(released).values():
            function["CodeUri"] = "s3://bucket/" + Path(function["CodeUri"]).name
        return transform(released, values, Policies()), values


def deployed(changed=(), **parameters):
    """Returns the resources that CloudFormation creates, with unresolved references and conditions."""
    return translated(changed, **parameters)[0]["Resources"]


def of_type(resources, kind):
    return {name: resource["Properties"] for name, resource in resources.items() if resource["Type"] == kind}


def versions(resources):
    return {name for name in resources if resources[name]["Type"] == "AWS::Lambda::Version"}


def published(before, after):
    """Returns the names of the functions that have a new version in `after`."""
    return {re.sub(r"Version\w{10}$", "", name) for name in versions(after) - versions(before)}


def chosen(node, **conditions):
    """Evaluates an Fn::If."""
    condition, yes, no = node["Fn::If"]
    return yes if conditions[condition] else no


class TemplateTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.resources = deployed()
        # Those that are written in Java.
        cls.functions = {name: function for name, function in of_type(cls.resources, "AWS::Lambda::Function").items()
                         if name != "TrafficHook"}

    def users_of(self, *variables):
        return {name for name, function in self.functions.items()
                if any(variable in function["Environment"]["Variables"] for variable in variables)}

    # Permissions and secrets

    def test_each_function_has_its_own_role_that_can_only_write_logs_and_use_the_queue(self):
        roles = {name: function["Role"]["Fn::GetAtt"][0] for name, function in self.functions.items()}

        self.assertEqual(len(set(roles.values())), len(self.functions))
        for name, role in roles.items():
            properties = self.resources[role]["Properties"]
            self.assertEqual(properties["ManagedPolicyArns"], [BASIC_ROLE])
            statements = [statement for policy in properties.get("Policies", [])
                          for statement in policy["PolicyDocument"]["Statement"]]
            for statement in statements:
                self.assertEqual(self.queue_of(statement["Resource"]), "GenerationQueue")
            actions = {action for statement in statements for action in statement["Action"]}
            self.assertEqual("sqs:SendMessage*" in actions, name in self.users_of("NERO_QUEUE_URL"), name)
            self.assertEqual("sqs:ReceiveMessage" in actions, name == "GenerationWorkerFunction", name)
            self.assertTrue(all(action.startswith("sqs:") for action in actions), name)

    def test_settings_are_the_parameters_of_the_same_name(self):
        parameters = template()["Parameters"]
        settings = [(variable, value["Ref"]) for function in self.functions.values()
                    for variable, value in function["Environment"]["Variables"].items()
                    if isinstance(value, dict) and value.get("Ref") in parameters]

        self.assertGreater(len(settings), 50)
        for variable, parameter in settings:
            # The site is where the web app's origin is.
            if variable != "NERO_SITE_URL":
                self.assertEqual(parameter.lower(), variable.removeprefix("NERO_").replace("_", "").lower())

    def test_only_functions_that_need_a_secret_get_it(self):
        self.assertEqual(self.users_of("NERO_JWT_PRIVATE_KEY"), {"VerifyCodeFunction", "SessionFunction"})
        self.assertEqual(self.users_of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "KAVENEGAR_API_KEY"), {"SendCodeFunction"})
        self.assertEqual(self.users_of("NERO_CODE_PEPPERS"), {"SendCodeFunction", "VerifyCodeFunction"})
        self.assertEqual(self.users_of("NERO_ERASURE_KEYS"), {"VerifyCodeFunction", "ProfileFunction", "SweeperFunction"})
        self.assertNotIn("ProfileFunction", self.users_of("CLOUDINARY_URL"))
        self.assertEqual(self.users_of("GEMINI_API_KEY"), {"GenerationWorkerFunction"})
        self.assertEqual(self.users_of("REPLICATE_API_TOKEN"), {"GenerationWorkerFunction"})
        self.assertEqual(self.users_of("OPENAI_API_KEY"), {"GenerationsFunction", "GenerationWorkerFunction"})
        self.assertEqual(self.users_of("STRIPE_SECRET_KEY"), {"PaymentsFunction", "PaymentsSweeperFunction"})
        self.assertEqual(self.users_of("ZARINPAL_MERCHANT_ID"), {"PaymentsFunction", "PaymentsSweeperFunction"})
        self.assertEqual(self.users_of("STRIPE_WEBHOOK_SECRET"), {"PaymentsFunction"})

    def test_keys_of_optional_providers_are_read_only_if_they_are_switched_on(self):
        for name, condition in {"TWILIO_ACCOUNT_SID": "UsesTwilio", "TWILIO_AUTH_TOKEN": "UsesTwilio",
                                "KAVENEGAR_API_KEY": "UsesKavenegar", "GEMINI_API_KEY": "UsesGemini", "REPLICATE_API_TOKEN": "UsesReplicate",
                                "OPENAI_API_KEY": "ChecksContent",
                                "REPLICATE_WEBHOOK_SECRET": "ReceivesReplicateWebhooks", "STRIPE_SECRET_KEY": "UsesStripe",
                                "STRIPE_WEBHOOK_SECRET": "UsesStripe", "ZARINPAL_MERCHANT_ID": "UsesZarinpal"}.items():
            for user in self.users_of(name):
                key = self.functions[user]["Environment"]["Variables"][name]
                self.assertEqual(chosen(key, **{condition: False}), {"Ref": "AWS::NoValue"})
                self.assertIn(name, chosen(key, **{condition: True})["Fn::Sub"])

    def test_functions_agree_on_the_engines(self):
        users = self.users_of("NERO_ENGINES")

        self.assertEqual(users, {"AdminFunction", "GenerationsFunction", "GenerationWorkerFunction"})
        for user in users:
            variables = self.functions[user]["Environment"]["Variables"]
            self.assertEqual(variables["NERO_ENGINES"], {"Ref": "Engines"})
            self.assertEqual(variables["NERO_REPLICATE_INPUT"], {"Ref": "ReplicateInput"})

    def test_authorizer_only_gets_public_keys(self):
        secrets = SECRET.findall(json.dumps(self.functions["AuthorizerFunction"]))

        self.assertEqual(secrets, ["NERO_JWT_PUBLIC_KEYS"])

    def test_routes_for_guests_get_public_keys_and_no_private_one(self):
        secrets = SECRET.findall(json.dumps(self.functions["TemplatesFunction"]))

        self.assertEqual(set(secrets), {"MONGODB_URI", "NERO_CURSOR_KEYS", "NERO_JWT_PUBLIC_KEYS"})

    def test_webhooks_only_get_their_own_secret_and_the_queue(self):
        function = self.functions["WebhooksFunction"]

        self.assertEqual(SECRET.findall(json.dumps(function)), ["REPLICATE_WEBHOOK_SECRET"])
        self.assertEqual(self.users_of("REPLICATE_WEBHOOK_SECRET"), {"WebhooksFunction"})
        self.assertEqual(set(function["Environment"]["Variables"]),
                         COMMON | {"NERO_WEB_ORIGIN", "NERO_QUEUE_URL", "REPLICATE_WEBHOOK_SECRET"})

    def test_pages_only_get_the_database(self):
        function = self.functions["PagesFunction"]

        self.assertEqual(SECRET.findall(json.dumps(function)), ["MONGODB_URI"])
        self.assertEqual(self.users_of("NERO_SITE_URL"), {"PagesFunction"})

    def test_the_payments_sweeper_gets_nothing_but_the_database_and_the_providers(self):
        variables = self.functions["PaymentsSweeperFunction"]["Environment"]["Variables"]

        self.assertEqual(set(variables), COMMON | {"MONGODB_URI", "STRIPE_SECRET_KEY", "STRIPE_API_URL", "ZARINPAL_MERCHANT_ID",
                                                   "ZARINPAL_API_URL"})

    def test_secrets_are_references_to_a_version(self):
        for name, function in self.functions.items():
            for variable, value in function["Environment"]["Variables"].items():
                if SECRET.search(json.dumps(value)):
                    # A key of a provider that may be switched off.
                    value = value["Fn::If"][1] if "Fn::If" in value else value
                    self.assertTrue(value["Fn::Sub"].endswith(f":SecretString:{variable}::${{SecretVersion}}}}}}"), name)
        outside = {name: resource for name, resource in self.resources.items() if name not in self.functions}
        self.assertNotIn("resolve:", json.dumps(outside))

    # The queue of generations

    def test_only_the_worker_consumes_the_queue_one_message_at_a_time(self):
        source, = of_type(self.resources, "AWS::Lambda::EventSourceMapping").values()

        self.assertEqual(source["EventSourceArn"], {"Fn::GetAtt": ["GenerationQueue", "Arn"]})
        self.assertEqual(source["FunctionName"], {"Ref": "GenerationWorkerFunctionAliaslive"})
        self.assertEqual((source["BatchSize"], source["FunctionResponseTypes"]), (1, ["ReportBatchItemFailures"]))
        self.assertEqual(source["Enabled"], {"Ref": "GenerationEnabled"})
        self.assertEqual(source["ScalingConfig"], {"MaximumConcurrency": {"Ref": "GenerationConcurrency"}})
        self.assertNotIn("ReservedConcurrentExecutions", self.functions["GenerationWorkerFunction"])

    def test_messages_outlive_the_runs_of_the_worker(self):
        queue = self.resources["GenerationQueue"]["Properties"]
        worker = self.functions["GenerationWorkerFunction"]
        receives = queue["RedrivePolicy"]["maxReceiveCount"]

        self.assertEqual(queue["VisibilityTimeout"], 6 * worker["Timeout"])
        self.assertGreater(queue["MessageRetentionPeriod"], receives * queue["VisibilityTimeout"])
        self.assertEqual(worker["Environment"]["Variables"]["NERO_GENERATION_LEASE"], f"PT{worker['Timeout'] + 20}S")

    def test_queues_are_encrypted_and_refuse_plain_http(self):
        queues = of_type(self.resources, "AWS::SQS::Queue")
        policy, = of_type(self.resources, "AWS::SQS::QueuePolicy").values()
        statement, = policy["PolicyDocument"]["Statement"]

        self.assertEqual({queue["Ref"] for queue in policy["Queues"]}, set(queues))
        self.assertTrue(all(queue["SqsManagedSseEnabled"] for queue in queues.values()))
        self.assertEqual((statement["Effect"], statement["Principal"], statement["Condition"]),
                         ("Deny", "*", {"Bool": {"aws:SecureTransport": "false"}}))
        self.assertEqual({resource["Fn::GetAtt"][0] for resource in statement["Resource"]}, set(queues))

    # API Gateway

    def test_api_calls_functions_by_alias(self):
        body = json.dumps(self.resources["Api"]["Properties"]["Body"])

        self.assertNotIn(".Arn}/invocations", body)
        for uri in re.findall(r"functions/\$\{(\w+)[.}]", body):
            self.assertTrue(uri.endswith("Aliaslive") or uri == "__FunctionArn__", uri)
        for scheme in self.authorizers().values():
            chosen = scheme["authorizerUri"]["Fn::Sub"][1]["__FunctionArn__"]["Fn::If"]
            self.assertEqual(chosen[1:], [{"Ref": "SessionAuthorizerFunctionAliaslive"},
                                          {"Ref": "AuthorizerFunctionAliaslive"}])

    def test_api_may_call_all_its_functions_and_authorizers(self):
        permissions = of_type(self.resources, "AWS::Lambda::Permission")
        callers = [permission for permission in permissions.values()
                   if permission["Principal"] == "apigateway.amazonaws.com"]
        routes = [event["Properties"] for function in functions(template()).values()
                  for event in function.get("Events", {}).values() if event["Type"] == "Api"]

        self.assertEqual(len(callers), len(routes) + len(self.authorizers()))
        for permission in callers:
            self.assertRegex(json.dumps(permission["FunctionName"]), r"Aliaslive")
            self.assertIn("execute-api", json.dumps(permission["SourceArn"]))

    def test_only_open_routes_work_without_a_token(self):
        open_routes = {f"{method} {path}" for path, item in self.paths().items() for method, operation in item.items()
                       if method != "options" and not self.schemes(operation)}

        self.assertEqual(open_routes, {"post /v1/auth/send-code", "post /v1/auth/verify-code", "post /v1/auth/refresh",
                                       "get /v1/auth/jwks.json", "get /v1/health", "get /v1/categories", "get /v1/engines",
                                       "get /v1/shared/{slug}", "post /v1/shared/{slug}/reports",
                                       "get /v1/templates", "get /v1/templates/popular", "get /v1/templates/{id}",
                                       "get /v1/templates/{id}/results", "post /v1/webhooks/replicate/{id}",
                                       "get /v1/pages", "get /v1/pages/templates/{id}", "get /v1/pages/s/{slug}",
                                       "get /v1/pages/sitemap.xml", "get /v1/pages/robots.txt",
                                       "get /v1/products", "get /v1/payments/zarinpal/callback", "post /v1/webhooks/stripe"})

    def test_preflights_allow_all_methods_of_a_path(self):
        described = yaml_parse((ROOT / "openapi.yaml").read_text())["paths"]
        headers = "method.response.header.Access-Control-Allow-Methods"

        self.assertEqual({"/v1" + path for path in described}, self.paths().keys())
        for path, item in described.items():
            mock = self.paths()["/v1" + path]["options"]["x-amazon-apigateway-integration"]
            allowed = mock["responses"]["default"]["responseParameters"][headers]
            self.assertEqual(set(allowed.strip("'").split(",")),
                             {method.upper() for method in item if method != "parameters"} | {"OPTIONS"}, path)

    def test_sign_in_routes_and_webhooks_have_lower_limits(self):
        settings = {item["ResourcePath"].replace("~1", "/"): item
                    for item in self.resources["ApiapiStage"]["Properties"]["MethodSettings"]}

        self.assertEqual(settings["/*"]["ThrottlingRateLimit"], {"Ref": "RequestsPerSecond"})
        for route in ("send-code", "verify-code", "refresh"):
            self.assertEqual(settings["//v1/auth/" + route]["ThrottlingRateLimit"], {"Ref": "SignInsPerSecond"})
        for route in ("replicate/{id}", "stripe"):
            self.assertEqual(settings["//v1/webhooks/" + route]["ThrottlingRateLimit"], {"Ref": "WebhooksPerSecond"})

    def test_the_firewall_allows_nothing_but_webhooks_before_its_limits(self):
        rules = sorted(self.resources["WebAcl"]["Properties"]["Rules"], key=lambda rule: rule["Priority"])
        allowed = re.compile(rules[0]["Statement"]["RegexMatchStatement"]["RegexString"])

        self.assertEqual([rule["Name"] for rule in rules], ["Webhooks", "Rate", "Common"])
        self.assertEqual([rule["Name"] for rule in rules if "Allow" in rule.get("Action", {})], ["Webhooks"])
        self.assertEqual((list(rules[1]["Action"]), rules[2]["OverrideAction"]), (["Block"], {"None": {}}))
        self.assertRegex("/api/v1/webhooks/replicate/665f1f77bcf86cd799439011", allowed)
        self.assertRegex("/api/v1/webhooks/stripe", allowed)
        for path in ("/api/v1/auth/send-code", "/api/v1/webhooks/replicate/../../auth/send-code", "/api/v1/webhooks/replicate/1",
                     "/v1/webhooks/replicate/665f1f77bcf86cd799439011", "/api/v1/webhooks/replicate/665f1f77bcf86cd799439011/x",
                     "/api/v1/webhooks/stripe/x", "/api/v1/webhooks/stripe/../../payments", "/api/v1/payments"):
            self.assertNotRegex(path, allowed)

    def test_the_firewall_answers_too_many_requests_with_the_common_envelope(self):
        acl = self.resources["WebAcl"]["Properties"]
        rule, = (rule for rule in acl["Rules"] if rule["Name"] == "Rate")
        response = rule["Action"]["Block"]["CustomResponse"]
        headers = {header["Name"]: header["Value"] for header in response["ResponseHeaders"]}
        body = acl["CustomResponseBodies"][response["CustomResponseBodyKey"]]

        self.assertEqual((response["ResponseCode"], body["ContentType"]), (429, "APPLICATION_JSON"))
        self.assertEqual((headers["Access-Control-Allow-Origin"], headers["Retry-After"]), ({"Ref": "WebOrigin"}, "300"))
        envelope = json.loads(body["Content"])
        self.assertEqual((list(envelope), envelope["code"]), (["status", "code", "message", "requestId"], "RATE_LIMITED"))
        self.assertEqual(template()["Parameters"]["RequestsPerAddress"]["Default"], 20000)

    def test_throttled_functions_answer_503_with_retry_after(self):
        answer = self.resources["Api"]["Properties"]["Body"]["x-amazon-apigateway-gateway-responses"]["INTEGRATION_FAILURE"]

        self.assertEqual(int(answer["statusCode"]), 503)
        self.assertIn("gatewayresponse.header.Retry-After", answer["responseParameters"])

    def test_gateway_errors_have_the_common_envelope_and_headers(self):
        answers = self.resources["Api"]["Properties"]["Body"]["x-amazon-apigateway-gateway-responses"]
        common = answers["DEFAULT_5XX"]["responseParameters"]

        self.assertLessEqual({"UNAUTHORIZED", "ACCESS_DENIED", "EXPIRED_TOKEN", "THROTTLED", "REQUEST_TOO_LARGE",
                              "MISSING_AUTHENTICATION_TOKEN", "RESOURCE_NOT_FOUND", "WAF_FILTERED", "DEFAULT_4XX",
                              "DEFAULT_5XX", "INTEGRATION_TIMEOUT"}, answers.keys())
        self.assertIn("gatewayresponse.header.Access-Control-Allow-Origin", common)
        for name, answer in answers.items():
            own = {header: value for header, value in answer["responseParameters"].items() if common.get(header) != value}
            self.assertLessEqual(common.keys(), answer["responseParameters"].keys(), name)
            self.assertLessEqual(set(own), {"gatewayresponse.header.WWW-Authenticate",
                                            "gatewayresponse.header.Retry-After"}, name)
            envelope = json.loads(answer["responseTemplates"]["application/json"])
            self.assertEqual([member for member in envelope if member != "errors"],
                             ["status", "code", "message", "requestId"], name)

    def test_only_the_firewall_forbids_because_a_denied_token_is_a_missing_sign_in(self):
        answers = self.resources["Api"]["Properties"]["Body"]["x-amazon-apigateway-gateway-responses"]

        self.assertEqual(answers["ACCESS_DENIED"], answers["UNAUTHORIZED"])
        self.assertEqual({name for name, answer in answers.items() if str(answer.get("statusCode")) == "403"}, {"WAF_FILTERED"})

    def test_the_stage_waits_for_the_role_with_which_it_writes_logs(self):
        tags = {tag["Key"]: tag["Value"] for tag in self.resources["ApiapiStage"]["Properties"]["Tags"]}

        self.assertEqual(chosen(tags["LogAccount"], SetsApiLogRole=True), {"Ref": "ApiGatewayAccount"})
        self.assertEqual(chosen(tags["LogAccount"], SetsApiLogRole=False), "none")

    def test_access_logs_are_json_without_paths_and_queries(self):
        setting = self.resources["ApiapiStage"]["Properties"]["AccessLogSetting"]
        line = json.loads(re.sub(r"\$context\.(status|responseLatency)\b", "1", setting["Format"]))

        self.assertEqual(line["requestId"], "$context.requestId")
        self.assertNotRegex(setting["Format"], r"\$context\.path|\$input|querystring|\$context\.protocol")

    # Functions

    def test_functions_run_on_java_25_with_snapstart_on_arm(self):
        parameters = template()["Parameters"]

        self.assertEqual((parameters["Packaging"]["Default"], parameters["Architecture"]["Default"]), ("snapstart", "arm64"))
        for name, function in self.functions.items():
            if name in WITHOUT_SNAPSTART:
                self.assertEqual(function["SnapStart"]["ApplyOn"], "None", name)
            else:
                self.assertEqual(chosen(function["SnapStart"]["ApplyOn"], TakesSnapshots=True), "PublishedVersions", name)
                options = function["Environment"]["Variables"]["JAVA_TOOL_OPTIONS"]
                self.assertIn("-XX:TieredStopAtLevel=1", (options["Fn::Sub"] if "Fn::Sub" in options else options).split(), name)
            self.assertEqual(chosen(function["Runtime"], BringsJava=False), "java25", name)
            self.assertEqual(function["Architectures"], [{"Ref": "Architecture"}], name)
            self.assertEqual(function["LoggingConfig"], {"LogFormat": "JSON", "LogGroup": {"Ref": "FunctionLogs"}})

    def test_aot_packages_run_on_the_custom_runtime(self):
        packaged = of_type(deployed(Packaging="aot", Architecture="x86_64"), "AWS::Lambda::Function")
        for name in self.functions:
            function = packaged[name]
            self.assertEqual(chosen(function["Runtime"], BringsJava=True), "provided.al2023", name)
            if name not in WITHOUT_SNAPSTART:
                self.assertEqual(chosen(function["SnapStart"]["ApplyOn"], TakesSnapshots=False), "None", name)
            self.assertRegex(function["Code"]["S3Key"], r"-aot[.]zip$", name)

    def test_packages_with_a_cache_wrap_lambdas_runtime(self):
        packaged = of_type(deployed(Packaging="cache"), "AWS::Lambda::Function")
        for name in self.functions:
            function = packaged[name]
            wrapper = function["Environment"]["Variables"]["AWS_LAMBDA_EXEC_WRAPPER"]
            self.assertEqual(chosen(wrapper, BringsCache=True), "/var/task/bootstrap", name)
            self.assertEqual(chosen(wrapper, BringsCache=False), {"Ref": "AWS::NoValue"}, name)
            self.assertRegex(function["Code"]["S3Key"], r"-cache[.]zip$", name)

    def test_traffic_shifts_as_configured_and_back_on_errors_of_the_new_version(self):
        groups = of_type(deployed(DeploymentType="Canary10Percent5Minutes"), "AWS::CodeDeploy::DeploymentGroup")

        self.assertEqual(set(groups), {name + "DeploymentGroup" for name in self.functions if name != "IndexesFunction"})
        for name, group in groups.items():
            self.assertIn("Canary10Percent5Minutes", json.dumps(group["DeploymentConfigName"]))
            guard = name.removesuffix("DeploymentGroup") + "Guard"
            self.assertEqual(chosen(group["AlarmConfiguration"], GuardsDeployment=True),
                             {"Enabled": True, "Alarms": [{"Name": {"Ref": guard}}]})
            self.assertEqual(chosen(group["AlarmConfiguration"], GuardsDeployment=False), {})

    def test_guards_watch_nothing_but_the_new_version(self):
        for name in self.functions.keys() - {"IndexesFunction"}:
            version, = (version for version in versions(self.resources) if version.startswith(name + "Version"))
            errors, bugs, failures = self.resources[name + "Guard"]["Properties"]["Metrics"]
            dimensions = {each["Name"]: each["Value"] for each in errors["MetricStat"]["Metric"]["Dimensions"]}

            self.assertEqual(dimensions, {"FunctionName": {"Ref": name}, "Resource": {"Fn::Sub": f"${{{name}}}:live"},
                                          "ExecutedVersion": {"Fn::GetAtt": [version, "Version"]}})
            self.assertEqual(bugs["MetricStat"]["Metric"]["Dimensions"], [{"Name": "version", "Value": {
                "Fn::Join": [":", [{"Ref": name}, {"Fn::GetAtt": [version, "Version"]}]]}}])
            self.assertEqual([metric.get("ReturnData", True) for metric in (errors, bugs, failures)], [False, False, True])
            self.assertEqual(self.resources[name + "Guard"].get("Condition"), self.resources[name].get("Condition"))

    def test_new_versions_that_can_be_tried_are_tried_before_they_get_traffic(self):
        policies = {name.removesuffix("Aliaslive"): resource["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
                    for name, resource in self.resources.items() if name.endswith("Aliaslive") and "UpdatePolicy" in resource}
        hooks = {name: policy["BeforeAllowTrafficHook"] for name, policy in policies.items() if "BeforeAllowTrafficHook" in policy}

        self.assertEqual(hooks.keys(), {"ProfileFunction", "TemplatesFunction"})
        for hook in hooks.values():
            self.assertEqual(chosen(hook, GuardsDeployment=True), {"Ref": "TrafficHook"})
            self.assertEqual(chosen(hook, GuardsDeployment=False), {"Ref": "AWS::NoValue"})
        tried = self.resources["TrafficHook"]["Properties"]["Environment"]["Variables"].values()
        self.assertEqual({re.sub(r"Version\w{10}$", "", version["Ref"]) for version in tried}, hooks.keys())

    def test_the_hook_may_only_call_what_it_tries_and_report_to_codedeploy(self):
        policy, = self.resources["TrafficHookRole"]["Properties"]["Policies"]
        allowed = {statement["Action"]: statement["Resource"] for statement in policy["PolicyDocument"]["Statement"]}

        self.assertEqual(allowed.keys(), {"codedeploy:PutLifecycleEventHookExecutionStatus", "lambda:InvokeFunction"})
        self.assertEqual([re.search(":function:(.*)", arn["Fn::Sub"])[1] for arn in allowed["lambda:InvokeFunction"]],
                         ["${AWS::StackName}-ProfileFunction-*", "${AWS::StackName}-TemplatesFunction-*"])
        self.assertIn("${AWS::StackName}-*", allowed["codedeploy:PutLifecycleEventHookExecutionStatus"]["Fn::Sub"])

    def test_the_hook_reports_whether_both_versions_answer(self):
        self.assertEqual(self.run_hook({"health:7": 200, "templates:9": 200}), "Succeeded")
        self.assertEqual(self.run_hook({"health:7": 503, "templates:9": 200}), "Failed")
        self.assertEqual(self.run_hook({"health:7": 200, "templates:9": None}), "Failed")
        with self.assertRaises(KeyError):
            self.run_hook({})
        self.assertEqual(self.reported[0]["status"], "Failed")

    def run_hook(self, statuses):
        """Runs the hook. statuses: of the responses, by version; None for an error of the function"""
        lambda_, codedeploy, self.reported = mock.Mock(), mock.Mock(), []

        def invoke(FunctionName, Payload):
            self.assertEqual(json.loads(Payload)["httpMethod"], "GET")
            status = statuses[FunctionName]
            return {"Payload": io.StringIO(json.dumps({"statusCode": status} if status else {"errorMessage": "broken"}))}

        lambda_.invoke.side_effect = invoke
        codedeploy.put_lifecycle_event_hook_execution_status.side_effect = lambda **values: self.reported.append(values)
        names = {}
        with mock.patch("boto3.client", side_effect={"lambda": lambda_, "codedeploy": codedeploy}.get), \
                mock.patch.dict(os.environ, {"HEALTH": "health:7", "TEMPLATES": "templates:9"}):
            exec(self.resources["TrafficHook"]["Properties"]["Code"]["ZipFile"], names)
            names["handler"]({"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "e-1"}, None)
        self.assertEqual((self.reported[0]["deploymentId"], self.reported[0]["lifecycleEventHookExecutionId"]), ("d-1", "e-1"))
        return self.reported[0]["status"]

    def test_alarms_also_tell_that_they_have_ended(self):
        for name, alarm in self.alarms().items():
            self.assertEqual((alarm["AlarmActions"], alarm["OKActions"]), ([{"Ref": "Alarms"}], [{"Ref": "Alarms"}]), name)

    def test_each_function_with_a_schedule_has_an_alarm_for_its_runs(self):
        watched = {name: alarm["Dimensions"] for name, alarm in of_type(self.resources, "AWS::CloudWatch::Alarm").items()
                   if (alarm.get("Namespace"), alarm.get("MetricName")) == ("AWS/Lambda", "Errors")}

        self.assertEqual(watched, {name.replace("Function", "Failures"): [{"Name": "FunctionName", "Value": {"Ref": name}}]
                                   for name in scheduled()})

    def test_alarms_for_runs_also_fire_without_any_run(self):
        alarms = of_type(self.resources, "AWS::CloudWatch::Alarm")
        silent = {name for name, alarm in alarms.items() if alarm["TreatMissingData"] == "breaching"}

        self.assertEqual(silent, {name for name, alarm in alarms.items() if "has not run" in alarm["AlarmDescription"]})
        self.assertGreater(len(silent), 2)

    def test_alarms_count_over_the_time_that_their_descriptions_name(self):
        seconds = {"an hour": 3600, "15 minutes": 900}
        alarms = of_type(self.resources, "AWS::CloudWatch::Alarm").values()
        counted = [(alarm, time.group(1)) for alarm in alarms
                   if (time := re.search("[Ww]ithin (an hour|15 minutes)", alarm["AlarmDescription"]))]

        self.assertGreater(len(counted), 5)
        for alarm, time in counted:
            metrics = [metric["MetricStat"] for metric in alarm.get("Metrics", []) if "MetricStat" in metric] or [alarm]
            self.assertEqual({metric["Period"] for metric in metrics}, {seconds[time]}, alarm["AlarmDescription"])
            self.assertEqual(alarm["EvaluationPeriods"], 1, alarm["AlarmDescription"])

    def test_late_runs_of_schedules_are_left_out(self):
        settings = {config["FunctionName"]["Ref"]: config for config in of_type(self.resources, "AWS::Lambda::EventInvokeConfig").values()}

        self.assertEqual(settings.keys(), scheduled())
        for config in settings.values():
            self.assertEqual((config["MaximumRetryAttempts"], config["MaximumEventAgeInSeconds"]), (0, 60))

    def test_the_concurrency_of_functions_that_use_the_database_can_be_limited(self):
        limited = {name for name, function in self.functions.items()
                   if function.get("ReservedConcurrentExecutions", {}).get("Fn::If", [""])[0] == "LimitsFunctions"}
        called = {name for name, function in functions(template()).items()
                  if "Api" in {event["Type"] for event in function.get("Events", {}).values()}}

        # SendCodeFunction has a limit of its own. The worker's limit is that of its queue.
        self.assertEqual(limited, called & self.users_of("MONGODB_URI") - {"SendCodeFunction"})

    def test_each_alias_with_a_snapshot_is_called_every_week(self):
        called = {target["Arn"]["Ref"]: rule["ScheduleExpression"] for rule in of_type(self.resources, "AWS::Events::Rule").values()
                  for target in rule["Targets"] if "Input" in target}

        self.assertEqual(called, {f"{name}Aliaslive": "rate(7 days)" for name in self.functions.keys() - WITHOUT_SNAPSTART})

    def test_tracing_is_off_by_default(self):
        traced = deployed(Tracing="Active")

        self.assertFalse([name for name, function in self.functions.items() if "TracingConfig" in function])
        self.assertIn("TracingConfig", traced["SendCodeFunction"]["Properties"])

    def test_indexes_are_created_before_functions_that_use_the_database(self):
        users = self.users_of("MONGODB_URI") - {"IndexesFunction"}

        self.assertGreater(len(users), 5)
        for name in users:
            self.assertEqual(self.resources[name].get("DependsOn"), "Indexes", name)
        self.assertRegex(self.resources["Indexes"]["Properties"]["Version"]["Ref"], r"^IndexesFunctionVersion\w{10}$")

    def test_a_key_encrypts_the_variables_of_all_functions(self):
        for name, function in self.functions.items():
            self.assertEqual(chosen(function["KmsKeyArn"], HasKey=True), {"Ref": "KeyArn"}, name)
            self.assertEqual(chosen(function["KmsKeyArn"], HasKey=False), {"Ref": "AWS::NoValue"}, name)

    # Published versions

    def test_publishes_nothing_without_a_change(self):
        self.assertEqual(published(self.resources, deployed()), set())

    def test_publishes_functions_with_a_changed_jar(self):
        self.assertEqual(published(self.resources, deployed(changed={"ProfileFunction"})), {"ProfileFunction"})

    def test_publishes_changed_packages_but_ignores_their_cache(self):
        before = deployed(Packaging="aot")

        self.assertEqual(published(before, deployed(Packaging="aot")), set())
        self.assertEqual(published(before, deployed(Packaging="aot", changed={"ProfileFunction"})), {"ProfileFunction"})
        self.assertEqual(published(before, self.resources), set(self.functions))

    def test_publishes_functions_with_a_changed_setting(self):
        self.assertEqual(published(self.resources, deployed(SendsTotal="9/P1D")), {"SendCodeFunction"})
        self.assertEqual(published(self.resources, deployed(SecretVersion="2" * 32)),
                         {name for name, function in self.functions.items() if SECRET.search(json.dumps(function))})
        self.assertEqual(published(self.resources, deployed(DeploymentType="Canary10Percent5Minutes",
                                                            SendCodeConcurrency="5", RequestsPerSecond="9")), set())

    # Documentation

    def test_docs_name_all_parameters_alarms_and_commands(self):
        declared = template()["Parameters"]
        docs = {path.stem: path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]}
        text = "".join(docs.values()) + (ROOT / "samconfig.toml").read_text() + (ROOT / ".github/workflows/deploy.yml").read_text()

        named = set(re.findall(r"(?<!-)\b((?:[A-Z][a-z]+)+)=", text)) | set(re.findall(r"^\| `([A-Z]\w+)`",
                    self.section(docs["settings"], "| parameter | default |"), re.MULTILINE))
        self.assertGreater(len(named), 15)
        roles = yaml_parse((ROOT / "deploy" / "roles.yaml").read_text())["Parameters"]
        self.assertLessEqual(named, declared.keys() | roles.keys())
        for name in declared:
            setting = re.sub(r"(?<!^)(?=[A-Z])", "_", name).upper()
            self.assertRegex(text, rf"\b({name}|NERO_{setting}|{setting})\b")
        alarms = self.alarms().keys()
        alarm_sections = docs["operate"].split("\n## Alarms\n")[1].split("\n## ")[0]
        self.assertEqual(set(re.findall(r"^### (\w+)$", alarm_sections, re.MULTILINE)), alarms)
        for command in re.findall(r"\bbin/((?:dev/)?[a-z0-9-]+)(?![a-z0-9/-])", text):
            self.assertTrue((ROOT / "bin" / command).is_file(), command)

    def test_docs_name_all_keys_of_the_secret(self):
        keys = set(SECRET.findall((ROOT / "template.yaml").read_text()))

        documented = self.section((ROOT / "docs" / "deploy.md").read_text(), "| key | value |")
        self.assertEqual({key for line in documented.splitlines() for key in re.findall(r"`([A-Z_]+)`", line.split("|")[1])}, keys)

    def alarms(self):
        """Returns the alarms that notify somebody."""
        return {name: alarm for name, alarm in of_type(self.resources, "AWS::CloudWatch::Alarm").items() if not name.endswith("Guard")}

    def queue_of(self, arn):
        """Returns the logical id of the queue in a policy of SAM."""
        return arn["Fn::Sub"][1]["queueName"]["Fn::GetAtt"][0]

    def section(self, text, start):
        """Returns the text from `start` to the next empty line."""
        return text[text.index(start):].split("\n\n")[0] + "\n"

    def authorizers(self):
        schemes = self.resources["Api"]["Properties"]["Body"]["components"]["securitySchemes"]
        return {name: scheme["x-amazon-apigateway-authorizer"] for name, scheme in schemes.items()}

    def paths(self):
        return self.resources["Api"]["Properties"]["Body"]["paths"]

    def schemes(self, operation):
        return [name for item in operation.get("security", []) for name in item if name in self.authorizers()]


if __name__ == "__main__":
    unittest.main()
