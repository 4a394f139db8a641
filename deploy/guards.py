"""Adds an alarm for each function that watches its new version during a deployment: what other versions do does not stop it."""

from releases import FUNCTION


def with_guards(template):
    """Adds the alarms, and makes CodeDeploy roll back the deployment of a function if its alarm goes off. template: the parsed template,
    with the default properties of functions in Globals; modified and returned"""
    for name, resource in list(template["Resources"].items()):
        if resource["Type"] == FUNCTION:
            # A copy, because functions share it by a YAML anchor.
            preference = dict(resource["Properties"].get("DeploymentPreference", {}))
            if preference.get("Enabled", True):
                guard = f"{name}Guard"
                condition = {"Condition": resource["Condition"]} if "Condition" in resource else {}
                template["Resources"][guard] = {"Type": "AWS::CloudWatch::Alarm", **condition, "Properties": _alarm(name)}
                preference["Alarms"] = {"Fn::If": ["GuardsDeployment", [{"Ref": guard}], [{"Ref": "AWS::NoValue"}]]}
                resource["Properties"]["DeploymentPreference"] = preference
    return template


def _alarm(function):
    version = {"Fn::GetAtt": [f"{function}.Version", "Version"]}
    errors = {"Namespace": "AWS/Lambda", "MetricName": "Errors", "Dimensions": [
        {"Name": "FunctionName", "Value": {"Ref": function}},
        {"Name": "Resource", "Value": {"Fn::Sub": f"${{{function}}}:live"}},
        {"Name": "ExecutedVersion", "Value": version}]}
    # Requests that failed because of a bug. For Lambda, the function succeeded.
    bugs = {"Namespace": {"Ref": "AWS::StackName"}, "MetricName": "InternalErrors", "Dimensions": [
        {"Name": "version", "Value": {"Fn::Join": [":", [{"Ref": function}, version]]}}]}
    return {
        "AlarmDescription": f"The new version of {function} fails.",
        "Metrics": [
            {"Id": "errors", "MetricStat": {"Metric": errors, "Period": 60, "Stat": "Sum"}, "ReturnData": False},
            {"Id": "bugs", "MetricStat": {"Metric": bugs, "Period": 60, "Stat": "Sum"}, "ReturnData": False},
            {"Id": "failures", "Label": "Failed calls", "Expression": "SUM([errors, bugs])"}],
        "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 1, "TreatMissingData": "notBreaching"}
