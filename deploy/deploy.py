"""Implements bin/deploy: builds, finds the current version of the secret, reads the products, sets releases, and runs sam deploy."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import boto3
import tomlkit
from botocore.exceptions import BotoCoreError, ClientError
from releases import with_releases
from samcli.yamlhelper import yaml_dump, yaml_parse

ROOT = Path(__file__).resolve().parent.parent

# What Nero sells. Without this file, nothing.
PRODUCTS = ROOT / "deploy" / "products.json"

# Values of the template parameter Architecture by platform.machine().
ARCHITECTURES = {"aarch64": "arm64", "x86_64": "x86_64"}


def main(environment, arguments):
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text()).unwrap()
    if environment not in config or "deploy" not in config[environment]:
        raise ValueError(f"samconfig.toml has no environment {environment}.")
    configured = config[environment]["deploy"]["parameters"]
    parameters, options = parse(configured["parameter_overrides"], arguments)
    template = yaml_parse((ROOT / "template.yaml").read_text())
    sold = products(PRODUCTS, template["Parameters"]["Products"]["MaxLength"])
    if sold and "Products" not in parameters:
        parameters["Products"] = sold
    subprocess.check_call([ROOT / "bin" / "dev" / builder(template, parameters, platform.machine())])
    if "SecretVersion" not in parameters:
        parameters["SecretVersion"] = current_version(parameters["SecretName"], configured.get("region"))
    released = ROOT / ".aws-sam" / f"{environment}.yaml"
    released.parent.mkdir(exist_ok=True)
    released.write_text(yaml_dump(with_releases(template, parameters, ROOT)))
    overrides = [override(name, value) for name, value in parameters.items()]
    return subprocess.call([Path(sys.executable).with_name("sam"), "deploy", "--config-env", environment, "--config-file",
                            ROOT / "samconfig.toml", "--template-file", released, *options, "--parameter-overrides",
                            *overrides])


def parse(configured, arguments):
    """Returns the values of parameters, and the options for `sam deploy`. Those of the command line override the configured ones."""
    options = [argument for argument in arguments if argument.startswith("-")]
    given = [argument for argument in arguments if not argument.startswith("-")]
    return dict(pair.split("=", 1) for pair in [*configured, *given]), options


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


def builder(template, parameters, machine):
    """Returns the command in bin/dev that builds the code. An AOT package only runs on the architecture that it was built on."""
    packaging, architecture = (parameters.get(name, template["Parameters"][name]["Default"])
                               for name in ("Packaging", "Architecture"))
    if packaging != "aot":
        return "package"
    if ARCHITECTURES.get(machine) != architecture:
        raise ValueError(f"Packaging=aot for {architecture} must be built on {architecture}, but this machine is {machine}. "
                         "Deploy from another machine or set Architecture.")
    return "package-aot"


def current_version(secret, region):
    """Returns the id of the current version. References to the secret name it, because CloudFormation only reads a secret again
    when the reference changes."""
    described = boto3.client("secretsmanager", region_name=region).describe_secret(SecretId=secret)
    return next(version for version, stages in described["VersionIdsToStages"].items() if "AWSCURRENT" in stages)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as error:
        sys.exit(f"{error}")
