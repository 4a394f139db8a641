"""Decides which functions a deploy publishes anew.

SAM publishes a version when a function's code changes or what stands in the template, but not when a parameter's value does:
the functions would go on with the old setting. So each function is given a release, the hash of its code and of its properties
with the parameters' values in them, as `AutoPublishCodeSha256`: what changed is published, and nothing else.
"""

import hashlib
import json
import re
import zipfile
from pathlib import Path

FUNCTION = "AWS::Serverless::Function"

# Of these no version knows.
NOT_OF_A_VERSION = {"CodeUri", "Events", "DeploymentPreference", "EventInvokeConfig", "ReservedConcurrentExecutions"}

# Made of the rest of a package, and never twice the same.
CACHE = "nero.aot"

PLACEHOLDER = re.compile(r"\$\{(\w+)}")


def with_releases(template, parameters, folder):
    """Puts its release into each function, and the whole path of its code, a jar or a package, into its `CodeUri`.

    template: as read from the file, and changed
    parameters: the values that are given
    folder: where the template's paths begin
    """
    declared = template["Parameters"]
    unknown = parameters.keys() - declared.keys()
    if unknown:
        raise ValueError("the template has no parameter " + ", ".join(sorted(unknown)))
    values = {name: parameters.get(name, declaration.get("Default")) for name, declaration in declared.items()}
    missing = [name for name, value in values.items() if value is None]
    if missing:
        raise ValueError("no value is given for " + ", ".join(sorted(missing)))
    common = template["Globals"]["Function"]
    for resource in template["Resources"].values():
        if resource["Type"] == FUNCTION:
            own = resource["Properties"]
            code = (Path(folder) / own["CodeUri"]).resolve()
            if values["Packaging"] == "aot":
                code = code.with_name(code.name.replace("-lambda.jar", "-aot.zip"))
            made_of = [
                _content(code),
                _resolved(_without(common), values, template["Conditions"]),
                _resolved(_without(own), values, template["Conditions"]),
            ]
            own["AutoPublishCodeSha256"] = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()
            own["CodeUri"] = str(code)
    return template


def _content(code):
    if code.suffix == ".jar":
        return hashlib.sha256(code.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    with zipfile.ZipFile(code) as package:
        for name in sorted(package.namelist()):
            if name != CACHE:
                digest.update(f"{name}\0".encode() + hashlib.sha256(package.read(name)).digest())
    return digest.hexdigest()


def _without(properties):
    return {name: value for name, value in properties.items() if name not in NOT_OF_A_VERSION}


def _resolved(node, values, conditions):
    """The node with parameters' values in it, and with each condition that decides something spelled out."""
    if isinstance(node, list):
        return [_resolved(item, values, conditions) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"Ref"} and node["Ref"] in values:
        return str(values[node["Ref"]])
    if node.keys() == {"Fn::Sub"} and isinstance(node["Fn::Sub"], str):
        return PLACEHOLDER.sub(lambda name: str(values.get(name[1], name[0])), node["Fn::Sub"])
    if node.keys() == {"Fn::If"}:
        condition, *branches = node["Fn::If"]
        return ["If", _resolved(conditions[condition], values, conditions), _resolved(branches, values, conditions)]
    return {name: _resolved(value, values, conditions) for name, value in node.items()}
