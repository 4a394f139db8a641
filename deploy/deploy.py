"""Implements bin/deploy: builds, finds the current version of the secret, sets releases, and runs sam deploy."""

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

# Values of the template parameter Architecture by platform.machine().
ARCHITECTURES = {"aarch64": "arm64", "x86_64": "x86_64"}


def main(environment, arguments):
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text()).unwrap()
    if environment not in config or "deploy" not in config[environment]:
        raise ValueError(f"samconfig.toml has no environment {environment}.")
    configured = config[environment]["deploy"]["parameters"]
    options = [argument for argument in arguments if argument.startswith("-")]
    given = [argument for argument in arguments if not argument.startswith("-")]
    parameters = dict(pair.split("=", 1) for pair in [*configured["parameter_overrides"], *given])
    template = yaml_parse((ROOT / "template.yaml").read_text())
    subprocess.check_call([ROOT / "bin" / "dev" / builder(template, parameters, platform.machine())])
    if "SecretVersion" not in parameters:
        parameters["SecretVersion"] = current_version(parameters["SecretName"], configured.get("region"))
    released = ROOT / ".aws-sam" / f"{environment}.yaml"
    released.parent.mkdir(exist_ok=True)
    released.write_text(yaml_dump(with_releases(template, parameters, ROOT)))
    overrides = [f"{name}={value}" for name, value in parameters.items()]
    return subprocess.call([Path(sys.executable).with_name("sam"), "deploy", "--config-env", environment, "--config-file",
                            ROOT / "samconfig.toml", "--template-file", released, *options, "--parameter-overrides",
                            *overrides])


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
