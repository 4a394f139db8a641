"""Decides the conditions of template.yaml for values of its parameters."""

NO_VALUE = {"Ref": "AWS::NoValue"}


def decided(template, values):
    """Returns a template without the resources and values that its conditions leave out. values: of all parameters"""

    def holds(condition):
        (kind, operand), = condition.items()
        match kind:
            case "Condition":
                return holds(template["Conditions"][operand])
            case "Fn::Equals":
                left, right = (values[each["Ref"]] if isinstance(each, dict) else each for each in operand)
                return left == right
            case "Fn::Not":
                return not holds(operand[0])
            case "Fn::Or":
                return any(map(holds, operand))
            case "Fn::And":
                return all(map(holds, operand))

    def resolve(node):
        if isinstance(node, list):
            return [item for item in map(resolve, node) if item != NO_VALUE]
        if not isinstance(node, dict):
            return node
        if node.keys() == {"Fn::If"}:
            name, yes, no = node["Fn::If"]
            return resolve(yes if holds({"Condition": name}) else no)
        resolved = {name: resolve(value) for name, value in node.items()}
        return {name: value for name, value in resolved.items() if value != NO_VALUE}

    def kept(section):
        return {name: {key: value for key, value in each.items() if key != "Condition"} for name, each in template[section].items()
                if "Condition" not in each or holds({"Condition": each["Condition"]})}

    others = {name: section for name, section in template.items() if name != "Conditions"}
    return others | {"Resources": resolve(kept("Resources")), "Outputs": resolve(kept("Outputs"))}
