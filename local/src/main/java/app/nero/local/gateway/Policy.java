package app.nero.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The IAM policy that an authorizer returned.
 *
 * @param context the authorizer's context values and its {@code principalId}, for {@code requestContext.authorizer}
 */
record Policy(List<JsonNode> statements, Map<String, Object> context) implements Authorizers.Answer {

    private static final String ACTION = "execute-api:Invoke";

    /** @throws IllegalArgumentException if API Gateway would refuse the answer as malformed */
    static Policy of(JsonNode answer) {
        List<JsonNode> statements = list(answer.path("policyDocument").path("Statement"));
        for (JsonNode statement : statements) {
            if (statement.has("Condition") || !statement.path("Effect").asText().matches("Allow|Deny")) {
                throw new IllegalArgumentException("a statement that the local gateway does not read: " + statement);
            }
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
        return new Policy(statements, context);
    }

    /** A Deny wins over every Allow; what nothing allows is denied. */
    boolean allows(String methodArn) {
        Set<String> effects = statements.stream()
                .filter(it -> matches(it.path("Action"), ACTION) && matches(it.path("Resource"), methodArn))
                .map(it -> it.path("Effect").asText()).collect(Collectors.toSet());
        return effects.equals(Set.of("Allow"));
    }

    private static List<JsonNode> list(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).toList()
                : node.isMissingNode() ? List.of() : List.of(node);
    }

    /** IAM's patterns: {@code *} is any text, slashes included, {@code ?} any one character. */
    private static boolean matches(JsonNode patterns, String text) {
        return list(patterns).stream()
                .map(it -> Pattern.quote(it.asText()).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
                .anyMatch(regex -> Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }
}
