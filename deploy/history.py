"""Keeps the deployment before the current one, beside the jars in the SAM CLI's bucket."""

import json

from botocore.exceptions import ClientError

# The stack with the bucket that the SAM CLI creates.
SAM_STACK = "aws-sam-cli-managed-default"


class History:
    """A deployment is a dictionary of the template, as a text that refers to jars in the bucket, and the values of its parameters."""

    def __init__(self, session, configured):
        """configured: the options of an environment"""
        self.cloudformation, self.s3 = session.client("cloudformation"), session.client("s3")
        self.stack = configured["stack_name"]
        self.key = f"{configured['s3_prefix']}/previous.json"

    def current(self):
        """Returns what is deployed, or None if the stack does not exist."""
        try:
            described, = self.cloudformation.describe_stacks(StackName=self.stack)["Stacks"]
            template = self.cloudformation.get_template(StackName=self.stack, TemplateStage="Original")["TemplateBody"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":
                return None
            raise
        parameters = {each["ParameterKey"]: each["ParameterValue"] for each in described.get("Parameters", [])}
        return {"template": template, "parameters": parameters}

    def keep(self, deployment):
        """Keeps a deployment as the previous one."""
        self.s3.put_object(Bucket=self.bucket(), Key=self.key, Body=json.dumps(deployment).encode())

    def previous(self):
        """Returns the previous deployment, or None."""
        try:
            return json.load(self.s3.get_object(Bucket=self.bucket(), Key=self.key)["Body"])
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise

    def bucket(self):
        described, = self.cloudformation.describe_stacks(StackName=SAM_STACK)["Stacks"]
        return next(each["OutputValue"] for each in described["Outputs"] if each["OutputKey"] == "SourceBucket")
