"""Implements bin/secret: creates the secret of an environment, changes keys of it, or shows them."""

import base64
import getpass
import json
import os
import re
import subprocess
import sys

from botocore.exceptions import BotoCoreError, ClientError
from conditions import decided
from deploy import ROOT, complete, environment_of, parse, signed_in
from pymongo import MongoClient
from pymongo.errors import PyMongoError
from samcli.yamlhelper import yaml_parse

SECRET = re.compile(r"SecretString:(\w+)::")

# Nero makes these: random keys of 256 bits with an id, as settings.md describes.
RANDOM = {"NERO_CODE_PEPPERS", "NERO_CURSOR_KEYS", "NERO_ERASURE_KEYS"}
KEY_PAIR = {"NERO_JWT_PRIVATE_KEY", "NERO_JWT_PUBLIC_KEYS"}

# Prints values instead of changing them.
SHOW = "--show"

# Lambda's limit for all variables of a function together, in bytes.
LIMIT = 4096

# What a value is assumed to have that is known only after the deployment, such as the URL of the queue.
UNKNOWN = 120


def main(environment, arguments, ask):
    """ask: returns the value of a key"""
    configured = environment_of(environment)
    given, aws, keys = parse(configured["parameter_overrides"], [argument for argument in arguments if argument != SHOW])
    template = yaml_parse((ROOT / "template.yaml").read_text())
    values = complete(template, {"SecretVersion": "0" * 32} | given)
    functions = functions_of(decided(template, values))
    needed = set(SECRET.findall(json.dumps(functions)))
    unknown = set(keys) - needed
    if unknown:
        raise ValueError(f"{environment} has no key {', '.join(sorted(unknown))}. Its keys: {', '.join(sorted(needed))}.")
    session, _ = signed_in(aws, configured)
    client = session.client("secretsmanager")
    name = values["SecretName"]
    current = read(client, name)
    before = current or {}
    if SHOW in arguments:
        for key in keys:
            if key not in before:
                raise ValueError(f"The secret {name} has no {key}.")
            print(before[key])
        return 0
    changed = set(keys) or needed - before.keys()
    if not changed:
        print(f"The secret {name} has all keys. Name the keys that you want to change.")
        return 0
    after = before | made(changed - before.keys())
    after |= {key: asked(key, ask) for key in sorted(changed) if key in before or key not in after}
    check_size(functions, values, after)
    if "MONGODB_URI" in changed:
        check_database(after["MONGODB_URI"])
    content = json.dumps(after)
    if current is None:
        client.create_secret(Name=name, SecretString=content)
    else:
        client.put_secret_value(SecretId=name, SecretString=content)
    print(f"The secret {name} in {session.region_name} has new values of {', '.join(sorted(changed))}. "
          f"Run bin/deploy {environment} to use them.")
    return 0


def functions_of(template):
    """Returns the variables of each function."""
    return {name: resource["Properties"]["Environment"]["Variables"] for name, resource in template["Resources"].items()
            if resource["Type"] == "AWS::Serverless::Function"}


def read(client, name):
    """Returns the keys and values of a secret, or None if it does not exist."""
    try:
        return json.loads(client.get_secret_value(SecretId=name)["SecretString"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise


def made(keys):
    """Returns new values of the keys that Nero makes. Existing ones are never made anew, because they would lose what they protect."""
    values = {key: "1:" + base64.b64encode(os.urandom(32)).decode() for key in keys & RANDOM}
    return values | (key_pair() if keys & KEY_PAIR else {})


def asked(key, ask):
    value = ask(key).strip()
    if not value:
        raise ValueError(f"{key} is empty. Nothing was changed.")
    return value


def key_pair():
    """Returns both settings of a new key pair, so that they match."""
    lines = subprocess.check_output([ROOT / "bin" / "admin", "new-key"], text=True).splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith("NERO_"))


def check_size(functions, values, secret):
    """values: of all parameters"""

    def length(value):
        if isinstance(value, dict):
            key = SECRET.search(str(value.get("Fn::Sub")))
            return len(secret[key[1]]) if key else len(values.get(value.get("Ref"), "x" * UNKNOWN))
        return len(str(value))

    for name, variables in functions.items():
        size = sum(len(variable) + length(value) for variable, value in variables.items())
        if size > LIMIT:
            raise ValueError(f"The variables of {name} have {size} bytes, but Lambda allows {LIMIT}. Nothing was changed. Shorten "
                             "Products, or remove keys that are no longer used. An RSA key may have at most 2,048 bits.")


def check_database(uri):
    """Without the driver's messages, because they may quote the URI."""
    try:
        with MongoClient(uri, serverSelectionTimeoutMS=10_000) as client:
            client.admin.command("ping")
    except PyMongoError as error:
        raise ValueError(f"The database at MONGODB_URI does not answer ({type(error).__name__}). Check the user, the password, the host, "
                         "and the access list of the cluster. Nothing was changed.") from None


def ask(key):
    return getpass.getpass(f"{key}: ") if sys.stdin.isatty() else sys.stdin.readline()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:], ask))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as error:
        sys.exit(f"{error}")
