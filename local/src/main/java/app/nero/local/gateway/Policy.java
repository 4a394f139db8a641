package app.nero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an authorizer answered: who the caller is, and what he may call.
 *
 * @param context what the function behind finds in {@code requestContext.authorizer}
 */
record Policy(List<Statement> statements, Map<String, Object> context) {

    private static final String ACTION = "execute-api:Invoke";

    record Statement(boolean allows, List<Pattern> actions, List<Pattern> resources) {

        boolean covers(String methodArn) {
            return actions.stream().anyMatch(action -> action.matcher(ACTION).matches())
                    && resources.stream().anyMatch(resource -> resource.matcher(methodArn).matches());
        }
    }

    /** @throws IllegalArgumentException if API Gateway would refuse the answer as malformed */
    static Policy of(JsonNode answer) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode statement : list(answer.path("policyDocument").path("Statement"))) {
            if (statement.has("Condition") || !statement.path("Effect").asText().matches("Allow|Deny")) {
                throw new IllegalArgumentException("a statement that the local gateway does not read: " + statement);
            }
            statements.add(new Statement(statement.path("Effect").asText().equals("Allow"),
                    patterns(statement.path("Action")), patterns(statement.path("Resource"))));
        }
        Map<String, Object> context = new LinkedHashMap<>();
        answer.path("context").properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw new IllegalArgumentException("the authorizer's context must be flat: " + entry.getKey());
            }
            context.put(entry.getKey(), entry.getValue().asText());
        });
        if (!answer.path("principalId").isTextual() || statements.isEmpty()) {
            throw new IllegalArgumentException("an authorizer must answer a principalId and a policyDocument");
        }
        context.put("principalId", answer.path("principalId").asText());
        return new Policy(List.copyOf(statements), context);
    }

    /** A Deny wins over every Allow; what nothing allows is denied. */
    boolean allows(String methodArn) {
        Map<Boolean, Long> covering = statements.stream().filter(statement -> statement.covers(methodArn))
                .collect(Collectors.partitioningBy(Statement::allows, Collectors.counting()));
        return covering.get(true) > 0 && covering.get(false) == 0;
    }

    private static Iterable<JsonNode> list(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() ? List.of() : List.of(node);
    }

    /** IAM's patterns: {@code *} is any text, slashes included, {@code ?} any one character. */
    private static List<Pattern> patterns(JsonNode node) {
        List<Pattern> patterns = new ArrayList<>();
        for (JsonNode text : list(node)) {
            String quoted = Pattern.quote(text.asText()).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            patterns.add(Pattern.compile(quoted, Pattern.DOTALL));
        }
        return List.copyOf(patterns);
    }
}
