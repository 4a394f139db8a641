"""Lints the templates that CloudFormation creates for several sets of parameters: after SAM's transform, with all conditions decided.
A resource that one set leaves out must not be needed by another resource."""

import json
import unittest

from cfnlint.api import lint
from test_template import translated

SETS = {
    "the defaults": {},
    "everything that can be switched on": {
        "Engines": "gemini,replicate", "WithModeration": "true", "WithReplicateWebhooks": "true",
        "WebhookUrl": "https://api.nero.example/api/v1", "WithStripe": "true", "WithZarinpal": "true",
        "ApiUrl": "https://api.nero.example/api/v1", "WithSite": "true", "Firewall": "true", "AlarmEmail": "alarms@nero.example",
        "Tracing": "Active", "DomainName": "api.nero.example", "CheckSessions": "true",
        "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"},
    "a second stack of an account, in Iran": {
        "WithTwilio": "false", "Countries": "IR", "KavenegarCountries": "IR", "KavenegarTemplate": "nero-login", "ApiLogRole": "false",
        "DeploymentType": "Canary10Percent5Minutes"},
    "packages with their own Java": {"Packaging": "aot", "Architecture": "x86_64", "DeploymentType": "Linear10PercentEvery1Minute"},
    "reserved concurrency and an unguarded deployment": {
        "FunctionConcurrency": "25", "SendCodeConcurrency": "20", "Guard": "false", "GenerationEnabled": "false"},
}


def decided(template, values):
    """Returns the resources and outputs of a template with all conditions decided."""

    def holds(condition):
        (kind, operand), = condition.items()
        match kind:
            case "Condition":
                return holds(template["Conditions"][operand])
            case "Fn::Equals":
                left, right = (values[each["Ref"]] if isinstance(each, dict) else each for each in operand)
                return left == right
            case "Fn::Not":
                return not holds(operand[0])
            case "Fn::Or":
                return any(map(holds, operand))
            case "Fn::And":
                return all(map(holds, operand))

    def resolve(node):
        if isinstance(node, list):
            return [item for item in map(resolve, node) if item != {"Ref": "AWS::NoValue"}]
        if not isinstance(node, dict):
            return node
        if node.keys() == {"Fn::If"}:
            name, yes, no = node["Fn::If"]
            return resolve(yes if holds({"Condition": name}) else no)
        resolved = {name: resolve(value) for name, value in node.items()}
        return {name: value for name, value in resolved.items() if value != {"Ref": "AWS::NoValue"}}

    def kept(section):
        return {name: {key: value for key, value in each.items() if key != "Condition"} for name, each in template[section].items()
                if "Condition" not in each or holds({"Condition": each["Condition"]})}

    # With their values as defaults, so that the linter checks the values where they are used.
    parameters = {name: {"Type": "String", "Default": values[name]} for name in template["Parameters"]}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": parameters,
            "Resources": resolve(kept("Resources")), "Outputs": resolve(kept("Outputs"))}


class TranslationsTest(unittest.TestCase):

    def test_what_cloudformation_creates_has_no_errors(self):
        for name, parameters in SETS.items():
            with self.subTest(name):
                matches = lint(json.dumps(decided(*translated(**parameters))), regions=["eu-central-1"])

                self.assertEqual([f"{match.rule.id} {'/'.join(map(str, match.path or []))} {match.message}" for match in matches
                                  if match.rule.id.startswith("E")], [])


if __name__ == "__main__":
    unittest.main()
