"""Implements bin/dev/test-stack: creates the stack of template.yaml in LocalStack, calls it, updates it and rolls it back."""

import base64
import contextlib
import copy
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import boto3
from deploy import ROOT, complete
from guards import with_guards
from releases import with_releases
from samcli.yamlhelper import yaml_dump, yaml_parse
from samtranslator.translator.transform import transform

# Also read by samtranslator.
REGION = os.environ["AWS_DEFAULT_REGION"] = "eu-central-1"
STACK = "nero-test"
BUCKET = "artifacts"
PHONE = "+989121234567"
EVENTS = ROOT / "target" / "events"
BASIC_ROLE = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"

# Longer than a JVM needs to start while others do.
TIMEOUT = 60


class Policies:
    """Loads the only managed policy that SAM attaches by itself."""

    def load(self):
        return {"AWSLambdaBasicExecutionRole": BASIC_ROLE}


def main(nero, data):
    """nero: URL of a local Nero, which provides the database, the SMS outbox and the picture host. data: its folder"""
    began = time.monotonic()
    with localstack(data) as endpoint:
        stack = Stack(endpoint, nero, data)

        def done(step):
            print(f"{time.monotonic() - began:4.0f} s  {step}", flush=True)

        done("LocalStack has started")
        done(f"created {stack.create()} resources")
        stack.create_indexes()
        done("IndexesFunction created the indexes")
        tokens = stack.sign_in()
        done("signed in through the REST API")
        stack.generate(tokens["accessToken"])
        done("a generation went through SQS, and the worker stored its image")
        changed = stack.change_secret("TWILIO_AUTH_TOKEN", "another-token")
        stack.sign_in()
        done(f"updated {changed} functions with a new version of the secret, and signed in again")
        stack.deploy(broken="SendCodeFunction")
        check(stack.send_code() >= 500, "the broken jar answers")
        check(stack.get("/health")[0] == 200, "a broken jar breaks other functions")
        done("deployed a broken jar, which fails")
        stack.deploy()
        stack.sign_in()
        done("rolled back to the jar before, and signed in again")


def check(condition, failure):
    if not condition:
        raise AssertionError(failure)


@contextlib.contextmanager
def localstack(folder):
    """Runs LocalStack with its state and logs in a folder. Yields its URL."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "GATEWAY_LISTEN": f"127.0.0.1:{port}", "LOCALSTACK_HOST": f"127.0.0.1:{port}", "FILESYSTEM_ROOT": f"{folder}/localstack",
        "NERO_FUNCTION_LOGS": str(folder), "SQS_ENDPOINT_STRATEGY": "path", "DNS_ADDRESS": "0", "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1", "EAGER_SERVICE_LOADING": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    with (folder / "localstack.log").open("w") as log:
        # With -P, the modules of this folder do not hide those of LocalStack.
        process = subprocess.Popen([os.environ["NERO_LOCALSTACK"], "-P", ROOT / "deploy" / "localstack_processes.py"], env=environment,
                                   stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        def ready():
            check(process.poll() is None, "LocalStack has ended")
            return request(endpoint + "/_localstack/health")[0] == 200

        wait_for("LocalStack", ready)
        yield endpoint
    finally:
        # Also the processes of functions, which are in its group.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(what, ready, pause=0.2):
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if ready():
                return
        time.sleep(pause)
    raise AssertionError(f"{what} is not ready after {TIMEOUT} s.")


def request(url, body=None):
    """Returns the status and the JSON of a response."""
    data = None if body is None else json.dumps(body).encode()
    sent = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(sent, timeout=TIMEOUT) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        text = error.read()
        return error.code, json.loads(text) if text[:1] == b"{" else {}


def variables(file):
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


class Stack:

    def __init__(self, endpoint, nero, data):
        session = boto3.Session("test", "test", region_name=REGION)
        self.clients = {name: session.client(name, endpoint_url=endpoint)
                        for name in ("cloudformation", "lambda", "s3", "secretsmanager", "apigateway", "sqs")}
        self.endpoint, self.nero = endpoint, nero
        self.secret = variables(data / "secrets.env") | variables(data / "running.env") | {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_AUTH_TOKEN": "local"}
        self.clients["s3"].create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.version = self.clients["secretsmanager"].create_secret(Name=STACK, SecretString=json.dumps(self.secret))["VersionId"]

    # Deployments

    def create(self):
        self.deploy(create=True)
        api, = self.clients["apigateway"].get_rest_apis()["items"]
        self.api = f"{self.endpoint}/_aws/execute-api/{api['id']}/api/v1"
        return len(self.resources())

    def deploy(self, create=False, broken=None):
        """Packages the template and creates or updates the stack. broken: a function whose jar is empty"""
        source = yaml_parse((ROOT / "template.yaml").read_text())
        values = complete(source, {
            "WebOrigin": self.nero, "Countries": "IR", "SecretName": STACK, "SecretVersion": self.version,
            "TwilioMessagingServiceSid": "MG" + "0" * 32, "TwilioBaseUrl": self.nero + "/_local/twilio/", "SendsPerIp": "100/PT1H",
            "SendsPerPhone": "100/PT1H"})
        released = yaml_parse(yaml_dump(with_guards(with_releases(source, values, ROOT))))
        for name, resource in released["Resources"].items():
            if resource["Type"] == "AWS::Serverless::Function":
                function = resource["Properties"]
                if name == broken:
                    function["AutoPublishCodeSha256"] = "0" * 64
                    key = self.upload("empty.jar", empty_jar())
                else:
                    key = self.upload(Path(function["CodeUri"]).name, Path(function["CodeUri"]).read_bytes())
                function["CodeUri"] = f"s3://{BUCKET}/{key}"
        # LocalStack's own translator rejects references to an alias in a condition.
        self.upload("template.json", json.dumps(transform(released, values, Policies())).encode())
        cloudformation = self.clients["cloudformation"]
        change = cloudformation.create_stack if create else cloudformation.update_stack
        change(StackName=STACK, TemplateURL=f"{self.endpoint}/{BUCKET}/template.json", Capabilities=["CAPABILITY_IAM"],
               Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()])
        self.wait("stack_create_complete" if create else "stack_update_complete")

    def upload(self, key, content):
        self.clients["s3"].put_object(Bucket=BUCKET, Key=key, Body=content)
        return key

    def wait(self, state):
        self.clients["cloudformation"].get_waiter(state).wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 300})

    def resources(self):
        pages = self.clients["cloudformation"].get_paginator("list_stack_resources").paginate(StackName=STACK)
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for page in pages for each in page["StackResourceSummaries"]}

    def change_secret(self, key, value):
        """Deploys with a new version of the secret. Returns the number of functions with another version."""
        before = self.versions()
        self.secret[key] = value
        self.version = self.clients["secretsmanager"].put_secret_value(SecretId=STACK, SecretString=json.dumps(self.secret))["VersionId"]
        self.deploy()
        check(self.variables("SendCodeFunction")[key] == value, "the alias has the old secret")
        return sum(before[name] != version for name, version in self.versions().items())

    def versions(self):
        return {name: self.clients["lambda"].get_alias(FunctionName=physical, Name="live")["FunctionVersion"]
                for name, physical in self.functions().items()}

    def variables(self, function):
        """Returns the variables of the version that an alias names. LocalStack does not accept the alias here."""
        configuration = self.clients["lambda"].get_function_configuration(FunctionName=self.functions()[function],
                                                                          Qualifier=self.versions()[function])
        return configuration["Environment"]["Variables"]

    def functions(self):
        return {name: physical for name, physical in self.resources().items() if name.endswith("Function")}

    # Calls

    def get(self, path):
        return request(self.api + path)

    def send_code(self):
        return request(self.api + "/auth/send-code", {"phoneNumber": PHONE})[0]

    def sign_in(self):
        status = self.send_code()
        check(status == 200, f"send-code answers {status}")
        _, outbox = request(f"{self.nero}/_local/outbox?phoneNumber=%2B{PHONE[1:]}")
        code = re.search(r"#(\d{6})", outbox["messages"][0]["body"])[1]
        status, answer = request(self.api + "/auth/verify-code", {"phoneNumber": PHONE, "code": code})
        check(status == 200, f"verify-code answers {status}")
        check(self.get("/health")[0] == 200 and self.get("/templates?limit=1")[0] == 200, "reads fail")
        return answer["data"]

    def generate(self, token):
        """Submits a generation, and waits until the worker has finished it."""
        template = self.get("/templates?limit=1")[1]["data"]["templates"][0]["id"]
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        generation = self.call("post-generations", claims, {"type": "generate", "templateId": template})["generation"]["id"]

        def ended():
            answer = self.call("get-generations-id", claims, id=generation)["generation"]
            check(answer["status"] != "failed", f"the generation failed: {answer.get('error')}")
            return answer["status"] == "succeeded"

        wait_for("The generation", ended, pause=1)

    def call(self, event, claims, body=None, id=None):
        """Invokes the alias of GenerationsFunction with what API Gateway would send it after the authorizer."""
        sample = json.loads((EVENTS / "GenerationsFunction" / f"{event}.json").read_text())
        sample["requestContext"]["authorizer"] |= {"userId": claims["sub"], "principalId": claims["sub"], "sessionId": claims["sid"]}
        if body:
            sample |= {"body": json.dumps(body), "isBase64Encoded": False}
        if id:
            sample |= {"pathParameters": {"id": id}, "path": f"/v1/generations/{id}"}
        answer = self.invoke("GenerationsFunction", sample)
        check(answer["statusCode"] in (200, 202), f"{event} answers {answer['statusCode']}")
        return json.loads(answer["body"])["data"]

    def create_indexes(self):
        """Invokes the function as CloudFormation does for a custom resource, which LocalStack does not."""
        answers = []

        class Receiver(BaseHTTPRequestHandler):

            def do_PUT(self):
                answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        with HTTPServer(("127.0.0.1", 0), Receiver) as server:
            Thread(target=server.handle_request, daemon=True).start()
            event = (EVENTS / "IndexesFunction" / "create.json").read_text()
            self.invoke("IndexesFunction", json.loads(event.replace("${RESPONSE_URL}", f"http://127.0.0.1:{server.server_port}/")))
        check([answer["Status"] for answer in answers] == ["SUCCESS"], "the indexes were not created")

    def invoke(self, function, event):
        answer = self.clients["lambda"].invoke(FunctionName=self.functions()[function] + ":live", Payload=json.dumps(event))
        payload = answer["Payload"].read()
        check("FunctionError" not in answer, f"{function} fails")
        return json.loads(payload or "null")


def empty_jar():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
    return content.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
