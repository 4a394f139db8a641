"""Tests of the roles with which GitHub deploys."""

import json
import unittest

from cfnlint.api import lint
from samcli.yamlhelper import yaml_parse
from test_template import ROOT, deployed

TEXT = (ROOT / "deploy" / "roles.yaml").read_text()
ROLES = yaml_parse(TEXT)["Resources"]



def statements(role):
    policy, = ROLES[role]["Properties"]["Policies"]
    return policy["PolicyDocument"]["Statement"]


def actions(role):
    return {action for statement in statements(role)
            for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])}


class RolesTest(unittest.TestCase):

    def test_passes_cfn_lint(self):
        self.assertEqual([str(match) for match in lint(TEXT, regions=["eu-central-1"])], [])

    def test_github_can_only_start_deployments_with_the_role_of_cloudformation(self):
        services = {action.split(":")[0] for action in actions("DeployRole")}
        passed, = (statement for statement in statements("DeployRole") if statement["Action"] == "iam:PassRole")

        self.assertEqual(services, {"cloudformation", "s3", "secretsmanager", "iam"})
        self.assertEqual(passed["Resource"], {"Fn::GetAtt": ["CloudFormationRole", "Arn"]})
        self.assertFalse([action for action in actions("DeployRole") if "*" in action or "SecretValue" in action])
        condition = ROLES["DeployRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Condition"]
        self.assertEqual(set(condition), {"StringEquals"})
        self.assertIn("environment:${Environment}", json.dumps(condition))

    def test_cloudformation_may_create_every_kind_of_resource_of_the_stack(self):
        services = {action.split(":")[0] for action in actions("CloudFormationRole")}
        created = {resource["Type"].split("::")[1].lower() for resource in deployed().values()}

        self.assertEqual({service for service in created if service != "cloudformation"} - services, set())

    def test_cloudformation_may_change_only_resources_of_the_stack(self):
        for statement in statements("CloudFormationRole"):
            everything = statement["Resource"] == "*"
            wild = [action for action in statement["Action"] if action.endswith(":*")]
            if everything:
                self.assertLessEqual(set(wild), {"apigateway:*", "cloudfront:*", "wafv2:*"})
            elif isinstance(statement["Resource"], list):
                for resource in statement["Resource"]:
                    self.assertRegex(json.dumps(resource), r"\$\{Stack}|deploymentconfig")
            else:
                self.assertRegex(json.dumps(statement["Resource"]), r"\$\{Stack}|transform/Serverless")


if __name__ == "__main__":
    unittest.main()
