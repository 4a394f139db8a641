"""What bin/deploy runs: builds, finds the secret's version, decides what is published, and has SAM deploy it."""

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

# As the template's parameter calls the processors of machines.
ARCHITECTURES = {"aarch64": "arm64", "x86_64": "x86_64"}


def main(environment, arguments):
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text()).unwrap()
    if environment not in config or "deploy" not in config[environment]:
        raise ValueError(f"samconfig.toml has no environment {environment}")
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
    """The command of bin/dev that builds what is deployed. A package of Java's own runs on the kind of processor that built it."""
    packaging, architecture = (parameters.get(name, template["Parameters"][name]["Default"])
                               for name in ("Packaging", "Architecture"))
    if packaging != "aot":
        return "package"
    if ARCHITECTURES.get(machine) != architecture:
        raise ValueError(f"Packaging=aot for {architecture} is built on such a machine; this one is {machine}: "
                         "deploy from another, or set Architecture")
    return "package-aot"


def current_version(secret, region):
    """CloudFormation reads a secret again only when the reference to it changes, so the reference names its version."""
    described = boto3.client("secretsmanager", region_name=region).describe_secret(SecretId=secret)
    return next(version for version, stages in described["VersionIdsToStages"].items() if "AWSCURRENT" in stages)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as wrong:
        sys.exit(f"{wrong}")
