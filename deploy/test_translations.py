"""Lints the templates that CloudFormation creates for several sets of parameters: after SAM's transform, with all conditions decided.
A resource that one set leaves out must not be needed by another resource."""

import json
import unittest

from cfnlint.api import lint
from conditions import decided
from test_template import translated

SETS = {
    "the defaults": {},
    "everything that can be switched on": {
        "Engines": "gemini,replicate", "WithModeration": "true", "WithReplicateWebhooks": "true",
        "WebhookUrl": "https://api.nero.example/api/v1", "WithStripe": "true", "WithZarinpal": "true",
        "ApiUrl": "https://api.nero.example/api/v1", "WithSite": "true", "Firewall": "true", "AlarmEmail": "alarms@nero.example",
        "Tracing": "Active", "DomainName": "api.nero.example", "CheckSessions": "true",
        "KeyArn": "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000",
        "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"},
    "a second stack of an account, in Iran": {
        "WithTwilio": "false", "Countries": "IR", "KavenegarCountries": "IR", "KavenegarTemplate": "nero-login", "ApiLogRole": "false",
        "DeploymentType": "Canary10Percent5Minutes"},
    "packages with their own Java": {"Packaging": "aot", "Architecture": "x86_64", "DeploymentType": "Linear10PercentEvery1Minute"},
    "reserved concurrency and an unguarded deployment": {
        "FunctionConcurrency": "25", "SendCodeConcurrency": "20", "Guard": "false", "GenerationEnabled": "false",
        "Packaging": "cache"},
}


def as_created(template, values):
    """Returns the template as CloudFormation creates it. The values are defaults, so that the linter checks them where they are used."""
    parameters = {name: {"Type": "String", "Default": values[name]} for name in template["Parameters"]}
    return decided(template, values) | {"Parameters": parameters}


class TranslationsTest(unittest.TestCase):

    def test_what_cloudformation_creates_has_no_errors(self):
        for name, parameters in SETS.items():
            with self.subTest(name):
                matches = lint(json.dumps(as_created(*translated(**parameters))), regions=["eu-central-1"])

                self.assertEqual([f"{match.rule.id} {'/'.join(map(str, match.path or []))} {match.message}" for match in matches
                                  if match.rule.id.startswith("E")], [])


if __name__ == "__main__":
    unittest.main()
