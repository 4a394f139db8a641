"""Makes each deploy publish exactly the functions that changed.

By default, SAM publishes a new version when the code or the template text of a function changes, but not when a parameter value
changes: the function would keep its old settings. So `AutoPublishCodeSha256` of each function is set to a release, which is a hash
of its code and its properties with all parameter values filled in.
"""

import hashlib
import json
import re
import zipfile
from pathlib import Path

FUNCTION = "AWS::Serverless::Function"

# Properties that are not part of a version.
UNVERSIONED = {"CodeUri", "Events", "DeploymentPreference", "EventInvokeConfig", "ReservedConcurrentExecutions"}

# The AOT cache. It is derived from the other files of the package and differs in each build.
CACHE = "nero.aot"

PLACEHOLDER = re.compile(r"\$\{(\w+)}")


def with_releases(template, values, folder):
    """Sets the release of each function, and the absolute path of its jar or package as `CodeUri`.

    template: the parsed template; modified and returned
    values: of all parameters
    folder: base folder of the paths in the template
    """
    common = template["Globals"]["Function"]
    for resource in template["Resources"].values():
        if resource["Type"] == FUNCTION:
            own = resource["Properties"]
            code = (Path(folder) / own["CodeUri"]).resolve()
            if values["Packaging"] != "snapstart":
                code = code.with_name(code.name.replace("-lambda.jar", f"-{values['Packaging']}.zip"))
            content = [
                _content(code),
                _resolved(_versioned(common), values, template["Conditions"]),
                _resolved(_versioned(own), values, template["Conditions"]),
            ]
            own["AutoPublishCodeSha256"] = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
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


def _versioned(properties):
    return {name: value for name, value in properties.items() if name not in UNVERSIONED}


def _resolved(node, values, conditions):
    """Replaces references to parameters by their values, and names of conditions by their definitions."""
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
