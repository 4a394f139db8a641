"""Tests of bin/deploy with stand-ins of AWS and of the SAM CLI."""

import contextlib
import io
import json
import os
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from unittest import mock

import deploy
import rollback
from botocore.exceptions import ClientError
from deploy import builder, complete, failures, override, parse, products, signed_in, smoke_test
from samcli.cli.types import CfnParameterOverridesType
from samcli.yamlhelper import yaml_dump, yaml_parse

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())
GIVEN = {"WebOrigin": "https://nero.example", "Countries": "DE", "SecretName": "nero-dev", "SecretVersion": "1" * 32}


class Pages:

    def __init__(self, *pages):
        self.pages = pages

    def paginate(self, **_):
        return self.pages


class FakeCloudFormation:
    """A stack that failed, or that exists with an API. A call of the SAM CLI deploys it."""

    def __init__(self, api="", events=(), deployed=None):
        """deployed: template and parameters, or None if the stack does not exist"""
        self.api = api
        self.events = events
        self.deployed = deployed
        self.protected = []

    def get_paginator(self, name):
        return {"list_stacks": Pages({"StackSummaries": [{"StackName": "other", "StackId": "other"}]},
                                     {"StackSummaries": [{"StackName": "nero-dev", "StackId": "newest"}]}),
                "describe_stack_events": Pages({"StackEvents": self.events})}[name]

    def describe_stacks(self, StackName):
        if StackName == "aws-sam-cli-managed-default":
            return {"Stacks": [{"Outputs": [{"OutputKey": "SourceBucket", "OutputValue": "sam-bucket"}]}]}
        if self.deployed is None:
            raise ClientError({"Error": {"Code": "ValidationError", "Message": "does not exist"}}, "DescribeStacks")
        parameters = [{"ParameterKey": name, "ParameterValue": value} for name, value in self.deployed["parameters"].items()]
        return {"Stacks": [{"Outputs": [{"OutputKey": "ApiUrl", "OutputValue": self.api}], "Parameters": parameters}]}

    def get_template(self, StackName, TemplateStage):
        return {"TemplateBody": self.deployed["template"]}

    def sam(self, arguments):
        """Deploys as the SAM CLI does."""
        options = [str(argument) for argument in arguments]
        if "--no-execute-changeset" not in options:
            overrides = options[options.index("--parameter-overrides") + 1:]
            parsed = CfnParameterOverridesType().convert(tuple(overrides), None, None)
            self.deployed = {"template": Path(options[options.index("--template-file") + 1]).read_text(), "parameters": parsed}

    def update_termination_protection(self, StackName, EnableTerminationProtection):
        self.protected.append((StackName, EnableTerminationProtection))


class FakeBucket:

    def __init__(self):
        self.objects = {}

    def put_object(self, Bucket, Key, Body):
        self.objects[Bucket, Key] = Body

    def get_object(self, Bucket, Key):
        if (Bucket, Key) not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "none"}}, "GetObject")
        return {"Body": io.BytesIO(self.objects[Bucket, Key])}


def event(resource, status, reason, at):
    return {"LogicalResourceId": resource, "ResourceStatus": status, "ResourceStatusReason": reason, "Timestamp": at}


@contextlib.contextmanager
def api(status):
    """Serves an API whose every response has a status."""
    class Handler(BaseHTTPRequestHandler):

        def do_GET(self):
            paths.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    paths = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", paths
    finally:
        server.shutdown()
        server.server_close()


def changed(template):
    """Returns a template with another release of one function."""
    parsed = yaml_parse(template)
    parsed["Resources"]["ProfileFunction"]["Properties"]["AutoPublishCodeSha256"] = "1" * 64
    return yaml_dump(parsed)


class DeployTest(unittest.TestCase):

    def setUp(self):
        self.bucket = FakeBucket()

    def run_deploy(self, environment, *arguments, cloudformation, sam=0, command=deploy):
        """Runs bin/deploy. Returns its status, the call of the SAM CLI, and what it printed."""

        def call(arguments):
            if sam == 0:
                cloudformation.sam(arguments)
            return sam

        session = mock.Mock(region_name="eu-central-1")
        secrets = mock.Mock()
        secrets.describe_secret.return_value = {"VersionIdsToStages": {"0" * 32: ["AWSPREVIOUS"], "1" * 32: ["AWSCURRENT"]}}
        identity = mock.Mock()
        identity.get_caller_identity.return_value = {"Account": "123456789012"}
        session.client.side_effect = {"sts": identity, "secretsmanager": secrets, "cloudformation": cloudformation,
                                      "s3": self.bucket}.get
        printed = io.StringIO()
        with mock.patch("deploy.boto3.Session", return_value=session), mock.patch("deploy.subprocess.check_call"), \
                mock.patch("deploy.with_releases", side_effect=lambda template, values, folder: template), \
                mock.patch("deploy.subprocess.call", side_effect=call) as called, \
                contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = command.main(environment, ["Countries=DE", *arguments] if command is deploy else list(arguments))
        return status, [str(part) for part in called.call_args.args[0]], printed.getvalue()

    def test_names_the_account_and_checks_the_api(self):
        with api(200) as (url, paths):
            cloudformation = FakeCloudFormation(url)
            status, sam, printed = self.run_deploy("dev", "--no-confirm-changeset", cloudformation=cloudformation)

        self.assertEqual(status, 0)
        self.assertTrue(printed.startswith("Deploying the stack nero-dev to account 123456789012, region eu-central-1.\n"))
        self.assertEqual(paths, ["/health", "/templates?limit=1"])
        self.assertIn("--no-confirm-changeset", sam)
        self.assertEqual(sam[sam.index("--region") + 1], "eu-central-1")
        self.assertIn('SecretVersion="' + "1" * 32 + '"', sam)
        self.assertEqual(cloudformation.protected, [])

    def test_fails_if_the_deployed_api_fails(self):
        with api(503) as (url, _):
            status, _, printed = self.run_deploy("dev", cloudformation=FakeCloudFormation(url))

        self.assertEqual(status, 1)
        self.assertIn("/health fails: HTTP Error 503", printed)

    def test_does_not_call_an_api_that_was_not_deployed(self):
        with api(200) as (url, paths):
            status, _, _ = self.run_deploy("dev", "--no-execute-changeset", cloudformation=FakeCloudFormation(url))

        self.assertEqual((status, paths), (0, []))

    def test_protects_production_from_deletion(self):
        with api(200) as (url, _):
            cloudformation = FakeCloudFormation(url)
            self.run_deploy("prod", cloudformation=cloudformation)

        self.assertEqual(cloudformation.protected, [("nero-prod", True)])

    def test_prints_why_resources_failed(self):
        later = datetime.now(timezone.utc) + timedelta(minutes=1)
        cloudformation = FakeCloudFormation(events=[event("Indexes", "CREATE_FAILED", "The database refused the password.", later)])

        status, _, printed = self.run_deploy("dev", cloudformation=cloudformation, sam=1)

        self.assertEqual(status, 1)
        self.assertIn("Indexes: The database refused the password.", printed)

    def test_the_first_failure_comes_first_and_cancelled_resources_are_left_out(self):
        began = datetime(2026, 1, 1, tzinfo=timezone.utc)
        cloudformation = FakeCloudFormation(events=[
            event("Api", "CREATE_FAILED", "Resource creation cancelled", began),
            event("Site", "CREATE_FAILED", "second", began),
            event("Queue", "CREATE_COMPLETE", "fine", began),
            event("Indexes", "CREATE_FAILED", "first", began),
            event("Indexes", "CREATE_FAILED", "of an earlier deployment", began - timedelta(seconds=1))])

        self.assertEqual(failures(cloudformation, "nero-dev", began), ["Indexes: first", "Site: second"])
        self.assertEqual(failures(cloudformation, "nero-prod", began), [])

    def test_smoke_test_fails_without_a_connection(self):
        with contextlib.redirect_stderr(io.StringIO()) as printed:
            self.assertEqual(smoke_test("http://127.0.0.1:9"), 1)
        self.assertIn("GET http://127.0.0.1:9/health fails", printed.getvalue())

    # Rollback

    def test_rolls_back_to_the_code_and_parameters_before(self):
        with api(200) as (url, paths):
            cloudformation = FakeCloudFormation(url)
            self.run_deploy("dev", "LogDays=7", cloudformation=cloudformation)
            first = cloudformation.deployed
            with mock.patch("deploy.yaml_dump", side_effect=lambda template: changed(first["template"])):
                self.run_deploy("dev", "LogDays=30", cloudformation=cloudformation)
            paths.clear()
            status, _, printed = self.run_deploy("dev", cloudformation=cloudformation, command=rollback)

        self.assertEqual((status, paths), (0, ["/health", "/templates?limit=1"]))
        self.assertEqual(cloudformation.deployed["template"], first["template"])
        self.assertEqual(cloudformation.deployed["parameters"],
                         first["parameters"] | {"DeploymentType": "AllAtOnce", "Guard": "false"})
        self.assertIn("  LogDays: 30 becomes 7\n", printed)
        self.assertIn("  ProfileFunction gets its previous code and settings\n", printed)
        self.assertEqual(printed.count(" gets its previous"), 1)

    def test_lists_a_rollback_without_making_it(self):
        with api(200) as (url, paths):
            cloudformation = FakeCloudFormation(url)
            for days in ("7", "30"):
                self.run_deploy("dev", f"LogDays={days}", cloudformation=cloudformation)
            paths.clear()
            status, sam, printed = self.run_deploy("dev", "--no-execute-changeset", cloudformation=cloudformation, command=rollback)

        self.assertEqual((status, paths, cloudformation.deployed["parameters"]["LogDays"]), (0, [], "30"))
        self.assertIn("--no-execute-changeset", sam)
        self.assertIn("LogDays: 30 becomes 7", printed)

    def test_a_second_rollback_changes_nothing(self):
        with api(200) as (url, _):
            cloudformation = FakeCloudFormation(url)
            for days in ("7", "30"):
                self.run_deploy("dev", f"LogDays={days}", cloudformation=cloudformation)
            self.run_deploy("dev", cloudformation=cloudformation, command=rollback)
            _, _, printed = self.run_deploy("dev", cloudformation=cloudformation, command=rollback)

        self.assertIn("The previous deployment is the current one.", printed)
        self.assertEqual(cloudformation.deployed["parameters"]["LogDays"], "7")

    def test_parameters_of_the_command_line_override_those_of_the_previous_deployment(self):
        with api(200) as (url, _):
            cloudformation = FakeCloudFormation(url)
            for days in ("7", "30"):
                self.run_deploy("dev", f"LogDays={days}", cloudformation=cloudformation)
            self.run_deploy("dev", "LogDays=60", cloudformation=cloudformation, command=rollback)
            with self.assertRaisesRegex(ValueError, "Unknown parameter: LogDay"):
                self.run_deploy("dev", "LogDay=60", cloudformation=cloudformation, command=rollback)

        self.assertEqual(cloudformation.deployed["parameters"]["LogDays"], "60")

    def test_a_deployment_that_fails_or_changes_nothing_is_not_kept(self):
        with api(200) as (url, _):
            cloudformation = FakeCloudFormation(url)
            with self.assertRaisesRegex(ValueError, "nero-dev has no previous deployment"):
                self.run_deploy("dev", cloudformation=cloudformation, command=rollback)
            for days in ("7", "30", "30"):
                self.run_deploy("dev", f"LogDays={days}", cloudformation=cloudformation)
            self.run_deploy("dev", "LogDays=60", cloudformation=cloudformation, sam=1)
            self.run_deploy("dev", "LogDays=60", "--no-execute-changeset", cloudformation=cloudformation)

        kept = json.loads(self.bucket.objects["sam-bucket", "nero-dev/previous.json"])
        self.assertEqual(kept["parameters"]["LogDays"], "7")

    # Region and profile

    def test_the_command_line_chooses_the_region_and_profile(self):
        _, aws, options = parse([], ["--region", "eu-west-1", "--profile=other", "--tags", "app=nero"])
        with mock.patch("deploy.boto3.Session") as session:
            session.return_value = mock.Mock(region_name="eu-west-1", profile_name="other")
            _, location = signed_in(aws, {"region": "us-east-1"})

        session.assert_called_once_with(region_name="eu-west-1", profile_name="other")
        self.assertEqual(location, ["--region", "eu-west-1", "--profile", "other"])
        self.assertEqual(options, ["--tags", "app=nero"])

    def test_the_environment_chooses_the_region_if_nothing_else_does(self):
        for configured, expected in (({}, "ap-south-1"), ({"region": "us-east-1"}, "us-east-1")):
            with mock.patch.dict(os.environ, {"AWS_REGION": "ap-south-1"}), mock.patch("deploy.boto3.Session") as session:
                signed_in(parse([], [])[1], configured)
            session.assert_called_once_with(region_name=expected, profile_name=None)

    def test_a_missing_region_is_an_error(self):
        with mock.patch.dict(os.environ), mock.patch("deploy.boto3.Session", return_value=mock.Mock(region_name=None)):
            os.environ.pop("AWS_REGION", None)
            with self.assertRaisesRegex(ValueError, "AWS_REGION"):
                signed_in(parse([], [])[1], {})

    # Parameters

    def test_parameters_of_the_command_line_override_the_configured_ones(self):
        parameters, _, options = parse(["LogDays=7", "Countries=DE"], ["--no-execute-changeset", "LogDays=30", "JwtIssuer=a=b"])

        self.assertEqual(parameters, {"LogDays": "30", "Countries": "DE", "JwtIssuer": "a=b"})
        self.assertEqual(options, ["--no-execute-changeset"])

    def test_missing_and_empty_parameters_have_their_default(self):
        values = complete(TEMPLATE, GIVEN | {"LogDays": "", "AlarmEmail": "", "Firewall": "true"})

        self.assertEqual(values.keys(), TEMPLATE["Parameters"].keys())
        self.assertEqual((values["LogDays"], values["AlarmEmail"], values["Firewall"], values["Engines"]),
                         ("30", "", "true", "filters"))

    def test_refuses_unknown_and_missing_parameters(self):
        with self.assertRaisesRegex(ValueError, "Unknown parameter: SendTotal"):
            complete(TEMPLATE, GIVEN | {"SendTotal": "9/P1D"})
        with self.assertRaisesRegex(ValueError, "Missing value for parameter: Countries, SecretVersion, WebOrigin"):
            complete(TEMPLATE, {})

    def test_parameters_reach_sam_unchanged(self):
        parsed = CfnParameterOverridesType()
        for value in ("IR,DE", "", "my issuer", '[{"id":"stars-20"}]', '{"a": "\\d"}', "cron(0 * * * ? *)"):
            self.assertEqual(parsed.convert((override("Products", value),), None, None), {"Products": value}, value)

    def test_aot_packages_are_only_built_on_their_architecture(self):
        snapstart, arm, x86, cache = (complete(TEMPLATE, GIVEN | given) for given in
                                      ({}, {"Packaging": "aot"}, {"Packaging": "aot", "Architecture": "x86_64"}, {"Packaging": "cache"}))

        self.assertEqual(builder(snapstart, "x86_64"), ["package"])
        self.assertEqual(builder(arm, "aarch64"), ["package-aot"])
        self.assertEqual(builder(x86, "x86_64"), ["package-aot"])
        self.assertEqual(builder(cache, "aarch64"), ["package-aot", "--without-java"])
        for packages in (arm, cache):
            with self.assertRaisesRegex(ValueError, "must be built on arm64"):
                builder(packages, "x86_64")

    # Products

    def test_example_products_fit_into_the_parameter(self):
        text = products(ROOT / "deploy" / "products.example.json", TEMPLATE["Parameters"]["Products"]["MaxLength"])
        sold = {product["id"]: product for product in json.loads(text)}

        self.assertEqual(set(sold), {"stars-20", "stars-60", "stars-200", "pro-month", "pro-year", "premium-month"})
        for product in sold.values():
            self.assertEqual({price["currency"] for price in product["prices"].values()}, {"USD", "IRR"})

    def test_refuses_products_that_are_not_json_or_too_long(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "products.json"
            for content, problem in {"[{": "is not JSON", "{}": "is not a list",
                                     json.dumps(["x" * 100]): "more than 100 characters"}.items():
                file.write_text(content)
                with self.assertRaisesRegex(ValueError, problem):
                    products(file, 100)

    def test_sells_nothing_without_a_file(self):
        self.assertIsNone(products(ROOT / "deploy" / "missing.json", 100))


if __name__ == "__main__":
    unittest.main()
