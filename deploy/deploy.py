"""Implements bin/deploy: builds, finds the current version of the secret, reads the products, sets releases and guards, runs sam deploy,
checks that the API answers, and keeps the deployment before for bin/deploy rollback."""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path

import boto3
import tomlkit
from botocore.exceptions import BotoCoreError, ClientError
from guards import with_guards
from history import History
from releases import with_releases
from samcli.yamlhelper import yaml_dump, yaml_parse

ROOT = Path(__file__).resolve().parent.parent

# What Nero sells. Without this file, nothing.
PRODUCTS = ROOT / "deploy" / "products.json"

# Values of the template parameter Architecture by platform.machine().
ARCHITECTURES = {"aarch64": "arm64", "x86_64": "x86_64"}

# A value of a template parameter on the command line. Tags of `--tags` begin with a small letter.
PARAMETER = re.compile(r"[A-Z]\w*=")

# Requests that need no account: the first needs the database, the second also its indexes.
SMOKE_TESTS = ["/health", "/templates?limit=1"]


def main(environment, arguments):
    configured = environment_of(environment)
    given, aws, options = parse(configured["parameter_overrides"], arguments)
    template = yaml_parse((ROOT / "template.yaml").read_text())
    session, location = signed_in(aws, configured)
    stack = configured["stack_name"]
    account = session.client("sts").get_caller_identity()["Account"]
    print(f"Deploying the stack {stack} to account {account}, region {session.region_name}.", flush=True)

    sold = products(PRODUCTS, template["Parameters"]["Products"]["MaxLength"])
    if sold:
        given = {"Products": sold} | given
    if not given.get("SecretVersion"):
        given["SecretVersion"] = current_version(session.client("secretsmanager"), given["SecretName"])
    parameters = complete(template, given)
    build, *flags = builder(parameters, platform.machine())
    subprocess.check_call([ROOT / "bin" / "dev" / build, *flags])
    released = yaml_dump(with_guards(with_releases(template, parameters, ROOT)))
    history = History(session, configured)
    before = history.current()
    status = sam_deploy(environment, session, [*location, *options], released, parameters)
    if status != 0 or "--no-execute-changeset" in options:
        return status
    if before and before != history.current():
        history.keep(before)
    cloudformation = session.client("cloudformation")
    if environment == "prod":
        cloudformation.update_termination_protection(StackName=stack, EnableTerminationProtection=True)
    return smoke_test(output(cloudformation, stack, "ApiUrl"))


def sam_deploy(environment, session, options, template, parameters):
    """Runs the SAM CLI. If it fails, prints why resources failed. Returns its exit status. template: YAML"""
    file = ROOT / ".aws-sam" / f"{environment}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(template)
    began = datetime.now(timezone.utc)
    status = subprocess.call([Path(sys.executable).with_name("sam"), "deploy", "--config-env", environment, "--config-file",
                              ROOT / "samconfig.toml", "--template-file", file, *options, "--parameter-overrides",
                              *(override(name, value) for name, value in parameters.items())])
    if status != 0:
        for reason in failures(session.client("cloudformation"), environment_of(environment)["stack_name"], began):
            print(reason, file=sys.stderr)
    return status


def environment_of(name):
    """Returns the options of an environment in samconfig.toml."""
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text()).unwrap()
    if name not in config or "deploy" not in config[name]:
        raise ValueError(f"samconfig.toml has no environment {name}.")
    return config[name]["deploy"]["parameters"]


def parse(configured, arguments):
    """Returns the values of parameters, the options region and profile, and the other options for `sam deploy`. Values on the command
    line override the configured ones."""
    aws = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    aws.add_argument("--region")
    aws.add_argument("--profile")
    known, others = aws.parse_known_args(arguments)
    given = [argument for argument in others if PARAMETER.match(argument)]
    return (dict(pair.split("=", 1) for pair in [*configured, *given]), known,
            [argument for argument in others if argument not in given])


def signed_in(aws, configured):
    """Returns a session, and the options that make the SAM CLI use the same account and region."""
    region = aws.region or configured.get("region") or os.environ.get("AWS_REGION")
    session = boto3.Session(region_name=region, profile_name=aws.profile or configured.get("profile"))
    if not session.region_name:
        raise ValueError("No region is set. Set AWS_REGION or use --region.")
    profile = ["--profile", session.profile_name] if aws.profile or configured.get("profile") else []
    return session, ["--region", session.region_name, *profile]


def complete(template, given):
    """Returns the values of all parameters. Those that are missing or empty have their default, because CloudFormation would keep
    the value of the previous deployment."""
    declared = template["Parameters"]
    unknown = given.keys() - declared.keys()
    if unknown:
        raise ValueError("Unknown parameter: " + ", ".join(sorted(unknown)) + ".")
    values = {name: given.get(name) or declaration.get("Default") for name, declaration in declared.items()}
    missing = [name for name, value in values.items() if value is None]
    if missing:
        raise ValueError("Missing value for parameter: " + ", ".join(sorted(missing)) + ".")
    return {name: str(value) for name, value in values.items()}


def products(file, limit):
    """Returns the content of a file of products without spaces, or None if there is no such file. limit: of characters"""
    if not file.is_file():
        return None
    try:
        content = json.loads(file.read_text())
    except ValueError as error:
        raise ValueError(f"{file.name} is not JSON: {error}.") from error
    if not isinstance(content, list):
        raise ValueError(f"{file.name} is not a list of products.")
    text = json.dumps(content, separators=(",", ":"))
    if len(text) > limit:
        raise ValueError(f"{file.name} has more than {limit} characters without spaces: {len(text)}.")
    return text


def override(name, value):
    """Returns a parameter as `sam deploy` parses it: in quotes, with a backslash before each quote and no other escapes."""
    escaped = value.replace('"', '\\"')
    return f'{name}="{escaped}"'


def builder(parameters, machine):
    """Returns the command in bin/dev that builds the code, and its arguments. A package with an AOT cache only runs on the architecture
    that it was built on."""
    architecture, packaging = parameters["Architecture"], parameters["Packaging"]
    if packaging == "snapstart":
        return ["package"]
    if ARCHITECTURES.get(machine) != architecture:
        raise ValueError(f"Packaging={packaging} for {architecture} must be built on {architecture}, but this machine is {machine}. "
                         "Deploy from another machine or set Architecture.")
    return ["package-aot"] if packaging == "aot" else ["package-aot", "--without-java"]


def current_version(secrets, name):
    """Returns the id of the current version. References to the secret name it, because CloudFormation only reads a secret again
    when the reference changes."""
    described = secrets.describe_secret(SecretId=name)
    return next(version for version, stages in described["VersionIdsToStages"].items() if "AWSCURRENT" in stages)


def failures(cloudformation, stack, since):
    """Returns why resources of a stack failed since a time, the first one first. The stack may have been deleted."""
    pages = cloudformation.get_paginator("list_stacks").paginate()
    newest = next((each["StackId"] for page in pages for each in page["StackSummaries"] if each["StackName"] == stack), None)
    if newest is None:
        return []
    events = [event for page in cloudformation.get_paginator("describe_stack_events").paginate(StackName=newest)
              for event in page["StackEvents"] if event["Timestamp"] >= since]
    return [f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}" for event in reversed(events)
            if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in event.get("ResourceStatusReason", "cancelled")]


def output(cloudformation, stack, name):
    described, = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return next(each["OutputValue"] for each in described["Outputs"] if each["OutputKey"] == name)


def smoke_test(api):
    """Sends requests to the API. Returns the exit status."""
    for path in SMOKE_TESTS:
        try:
            with urllib.request.urlopen(api + path, timeout=30):
                print(f"GET {path} answers.", flush=True)
        except (urllib.error.URLError, TimeoutError) as error:
            print(f"The deployment succeeded, but GET {api}{path} fails: {error}. See docs/operate.md.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as error:
        sys.exit(f"{error}")
