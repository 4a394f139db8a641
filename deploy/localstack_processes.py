"""Starts LocalStack so that it runs each function as a process of this machine, under AWS's own runtime interface client, instead of
in a Docker container."""

import json
import os
import queue
import subprocess
import threading
import time
from functools import partialmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from localstack.runtime.main import main
from localstack.services.apigateway.resource_providers.aws_apigateway_stage import ApiGatewayStageProvider
from localstack.services.cloudformation.engine.v2.change_set_model import ChangeSetModel
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, ResourceProviderExecutor
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import DockerRuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor
from localstack.services.lambda_.resource_providers.lambda_alias import LambdaAliasProvider

JAVA = os.environ["NERO_JAVA"]

# The folder with the libraries that Lambda provides, and with the native library of the runtime interface client.
RUNTIME = os.environ["NERO_LAMBDA_RUNTIME"]
NATIVE = Path(RUNTIME, "jni", f"libaws-lambda-jni.linux-{'aarch_64' if os.uname().machine == 'aarch64' else 'x86_64'}.so")

# Added to a function's timeout, because several JVMs may start at the same time.
START_SECONDS = 30


class RuntimeApi(BaseHTTPRequestHandler):
    """Lambda's Runtime API, from which a process gets its events, and to which it posts its responses."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        event, headers = self.server.events.get()
        self.answer(200, event, headers)

    def do_POST(self):
        kind = self.path.rsplit("/", 1)[-1]
        self.server.responses.put((self.body(), kind != "response"))
        self.answer(202)

    def body(self):
        if "Content-Length" in self.headers:
            return self.rfile.read(int(self.headers["Content-Length"]))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def answer(self, status, body=b"", headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Process(RuntimeExecutor):
    """An execution environment. It handles one invocation at a time."""

    def start(self, env_vars):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
        self.server.daemon_threads = True
        self.server.events, self.server.responses = queue.Queue(), queue.Queue()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        config = self.function_version.config
        environment = {name: str(value) for name, value in env_vars.items()} | {
            "PATH": "/usr/bin:/bin", "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.server.server_port}", "_HANDLER": config.handler}
        with Path(os.environ["NERO_FUNCTION_LOGS"], f"{self.function_version.id.function_name}.log").open("a") as log:
            self.process = subprocess.Popen(
                [JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
                 "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                 f"-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI={NATIVE}",
                 "-cp", f"{RUNTIME}/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", config.handler],
                cwd=config.code.get_unzipped_code_location(), env=environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.server.shutdown()
        self.server.server_close()

    def invoke(self, payload):
        timeout = self.function_version.config.timeout
        self.server.events.put((payload["payload"].encode(), {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": payload["invoke-id"],
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload.get("trace-id") or "",
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + timeout) * 1000))}))
        end = time.monotonic() + timeout + START_SECONDS
        while True:
            try:
                body, failed = self.server.responses.get(timeout=1)
                break
            except queue.Empty:
                if self.process.poll() is not None or time.monotonic() > end:
                    body, failed = json.dumps({"errorMessage": "The function ended or timed out."}).encode(), True
                    break
        return InvocationResult(payload["invoke-id"], body, failed, "")

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return "http://127.0.0.1"

    def get_logs(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        pass


def move_alias(_, request):
    """LocalStack cannot update an alias."""
    model = request.desired_state | {"Id": request.previous_state["Id"]}
    request.aws_client_factory.lambda_.update_alias(FunctionName=model["FunctionName"], Name=model["Name"],
                                                    FunctionVersion=model["FunctionVersion"])
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def deploy_to_stage(_, request):
    """LocalStack cannot update a stage."""
    model = request.desired_state
    request.aws_client_factory.apigateway.update_stage(
        restApiId=model["RestApiId"], stageName=model["StageName"],
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": model["DeploymentId"]}])
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


if __name__ == "__main__":
    ApiGatewayStageProvider.update = deploy_to_stage
    LambdaAliasProvider.update = move_alias
    # LocalStack replaces each resource that refers to a changed one, and so would delete the alias of each changed function.
    ChangeSetModel._resolve_requires_replacement = lambda *_, **__: False
    ResourceProviderExecutor.deploy_loop = partialmethod(ResourceProviderExecutor.deploy_loop, sleep_time=0.05)
    DockerRuntimeExecutorPlugin.load = lambda *_, **__: Process
    main()
