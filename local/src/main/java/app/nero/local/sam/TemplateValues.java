package app.nero.local.sam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Evaluates the values of a template: parameters, pseudo parameters, conditions and CloudFormation functions. */
final class TemplateValues {

    /** The value of a property. */
    sealed interface Value {

        record Known(String text) implements Value {}

        /** A value that only a deployed stack has, such as a secret or the name of a resource. */
        record Deployed() implements Value {}

        /** {@code AWS::NoValue}: the property counts as missing. */
        record Absent() implements Value {}
    }

    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of("AWS::Region", "local", "AWS::AccountId",
            "000000000000", "AWS::Partition", "aws", "AWS::URLSuffix", "localhost", "AWS::StackName", "nero",
            "AWS::StackId", "local");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Map<String, TemplateNode> parameters;
    private final Map<String, TemplateNode> conditions;
    private final Map<String, TemplateNode> resources;
    private final Map<String, String> given;

    /** @param given parameter values that override the defaults in the template */
    TemplateValues(TemplateNode template, Map<String, String> given) {
        this.parameters = template.getOrEmpty("Parameters").entries();
        this.conditions = template.getOrEmpty("Conditions").entries();
        this.resources = template.get("Resources").entries();
        this.given = Map.copyOf(given);
    }

    /** @throws TemplateException if the node has no value, or only a deployed stack has it */
    String text(TemplateNode node) {
        return switch (value(node)) {
            case Value.Known known -> known.text();
            case Value.Deployed() -> throw node.invalid("is only known after deployment");
            case Value.Absent() -> throw node.invalid("must have a value");
        };
    }

    int number(TemplateNode node) {
        try {
            return Integer.parseInt(text(node));
        } catch (NumberFormatException _) {
            throw node.invalid("must be a whole number");
        }
    }

    boolean flag(TemplateNode node) {
        return text(node).equalsIgnoreCase("true");
    }

    Value value(TemplateNode node) {
        Optional<TemplateNode.Function> function = node.function();
        if (function.isEmpty()) {
            return unlessDynamic(node.literal());
        }
        TemplateNode argument = function.get().argument();
        return switch (function.get().name()) {
            case "Ref" -> reference(argument, argument.literal());
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> join(argument);
            case "Fn::If" -> value(chosen(node));
            case "Fn::GetAtt" -> attribute(argument,
                    argument.isList() ? argument.items().getFirst().literal() : argument.literal());
            default -> throw node.invalid(function.get().name() + " is not supported by the local gateway");
        };
    }

    /** Whether the {@code Condition} of a resource holds; true if it has none. */
    boolean exists(TemplateNode resource) {
        return resource.find("Condition").map(name -> condition(resource, name.literal())).orElse(true);
    }

    private Value reference(TemplateNode node, String name) {
        if (name.equals("AWS::NoValue")) {
            return new Value.Absent();
        }
        if (PSEUDO_PARAMETERS.containsKey(name)) {
            return new Value.Known(PSEUDO_PARAMETERS.get(name));
        }
        if (given.containsKey(name) && parameters.containsKey(name)) {
            return new Value.Known(given.get(name));
        }
        if (parameters.containsKey(name)) {
            TemplateNode parameter = parameters.get(name);
            if (parameter.find("Type").map(TemplateNode::literal).orElse("String").startsWith("AWS::SSM::")) {
                return new Value.Deployed();
            }
            return unlessDynamic(parameter.find("Default")
                    .orElseThrow(() -> node.invalid("parameter " + name + " has no value and no Default"))
                    .literal());
        }
        return attribute(node, name);
    }

    private Value attribute(TemplateNode node, String name) {
        if (!resources.containsKey(name.split("\\.", 2)[0])) {
            throw node.invalid("unknown parameter or resource " + name);
        }
        return new Value.Deployed();
    }

    private Value substitute(TemplateNode argument) {
        List<TemplateNode> parts = argument.isList() ? argument.items() : List.of(argument);
        Map<String, TemplateNode> own = parts.size() > 1 ? parts.get(1).entries() : Map.of();
        boolean[] deployed = {false};
        String text = PLACEHOLDER.matcher(parts.getFirst().literal()).replaceAll(match -> {
            String name = match.group(1);
            if (name.startsWith("!")) {
                return Matcher.quoteReplacement("${" + name.substring(1) + "}");
            }
            Value value = own.containsKey(name) ? value(own.get(name)) : reference(argument, name);
            deployed[0] |= !(value instanceof Value.Known);
            return value instanceof Value.Known(String known) ? Matcher.quoteReplacement(known) : "";
        });
        return deployed[0] ? new Value.Deployed() : unlessDynamic(text);
    }

    private Value join(TemplateNode argument) {
        List<TemplateNode> parts = argument.items();
        if (parts.size() != 2) {
            throw argument.invalid("Fn::Join requires a delimiter and a list");
        }
        List<Value> values = parts.get(1).items().stream().map(this::value).toList();
        if (values.stream().anyMatch(Value.Deployed.class::isInstance)) {
            return new Value.Deployed();
        }
        return unlessDynamic(
                values.stream().filter(Value.Known.class::isInstance).map(known -> ((Value.Known) known).text())
                        .collect(Collectors.joining(parts.getFirst().literal())));
    }

    /** The branch that {@code Fn::If} selects; the node itself if it is no {@code Fn::If}. */
    TemplateNode chosen(TemplateNode node) {
        Optional<TemplateNode> decision = node.function().filter(function -> function.name().equals("Fn::If"))
                .map(TemplateNode.Function::argument);
        return decision.isPresent() ? chosen(branch(decision.get())) : node;
    }

    private TemplateNode branch(TemplateNode argument) {
        List<TemplateNode> parts = argument.items();
        if (parts.size() != 3) {
            throw argument.invalid("Fn::If requires a condition and two values");
        }
        return condition(argument, parts.getFirst().literal()) ? parts.get(1) : parts.get(2);
    }

    private boolean condition(TemplateNode user, String name) {
        TemplateNode condition = conditions.get(name);
        if (condition == null) {
            throw user.invalid("unknown condition " + name);
        }
        return holds(condition);
    }

    private boolean holds(TemplateNode node) {
        if (node.isMapping() && node.find("Condition").isPresent()) {
            return condition(node, node.get("Condition").literal());
        }
        TemplateNode.Function function = node.function()
                .orElseThrow(() -> node.invalid("must be a condition function"));
        TemplateNode argument = function.argument();
        return switch (function.name()) {
            case "Condition" -> condition(node, argument.literal());
            case "Fn::Equals" -> text(argument.items().getFirst()).equals(text(argument.items().getLast()));
            case "Fn::Not" -> !holds(argument.items().getFirst());
            case "Fn::And" -> argument.items().stream().allMatch(this::holds);
            case "Fn::Or" -> argument.items().stream().anyMatch(this::holds);
            default -> throw node.invalid(function.name() + " is not supported by the local gateway");
        };
    }

    /** Only CloudFormation can resolve a dynamic reference. */
    private static Value unlessDynamic(String text) {
        return text.contains("{{resolve:") ? new Value.Deployed() : new Value.Known(text);
    }
}
