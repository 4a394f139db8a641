"""Implements bin/deploy rollback: deploys the previous template with its jars and parameters again. Aliases are not moved directly,
because CloudFormation would not notice: the next deployment would leave unchanged functions at their old version."""

import subprocess
import sys

from botocore.exceptions import BotoCoreError, ClientError
from deploy import environment_of, output, parse, sam_deploy, signed_in, smoke_test
from history import History
from releases import FUNCTION
from samcli.yamlhelper import yaml_parse

# A rollback takes no detour, and alarms of the bad deployment must not stop it.
AT_ONCE = {"DeploymentType": "AllAtOnce", "Guard": "false"}


def main(environment, arguments):
    configured = environment_of(environment)
    given, aws, options = parse([], arguments)
    session, location = signed_in(aws, configured)
    stack = configured["stack_name"]
    history = History(session, configured)
    previous, current = history.previous(), history.current()
    if previous is None or current is None:
        raise ValueError(f"The stack {stack} has no previous deployment.")
    unknown = given.keys() - previous["parameters"].keys()
    if unknown:
        raise ValueError("Unknown parameter: " + ", ".join(sorted(unknown)) + ".")
    target = previous | {"parameters": previous["parameters"] | AT_ONCE | given}
    print(f"Rolling the stack {stack} back, in region {session.region_name}:")
    for line in differences(current, target) or ["Nothing. The previous deployment is the current one."]:
        print(f"  {line}")
    sys.stdout.flush()
    status = sam_deploy(environment, session, [*location, *options], target["template"], target["parameters"])
    if status != 0 or "--no-execute-changeset" in options:
        return status
    return smoke_test(output(session.client("cloudformation"), stack, "ApiUrl"))


def differences(current, target):
    """Returns a line for each parameter and resource that changes."""
    before, after = current["parameters"], target["parameters"]
    lines = [f"{name}: {before.get(name, 'not set')} becomes {after.get(name, 'not set')}" for name in sorted(before | after)
             if before.get(name) != after.get(name)]
    old, new = (yaml_parse(deployment["template"])["Resources"] for deployment in (current, target))
    for name in sorted(old | new):
        if name not in new:
            lines.append(f"{name} is removed")
        elif name not in old:
            lines.append(f"{name} is added")
        elif new[name] != old[name]:
            lines.append(f"{name} gets its previous code and settings" if new[name]["Type"] == FUNCTION else f"{name} changes")
    return lines


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except (ValueError, subprocess.CalledProcessError, BotoCoreError, ClientError) as error:
        sys.exit(f"{error}")
