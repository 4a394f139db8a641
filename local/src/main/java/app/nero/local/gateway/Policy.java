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
 * @param context the context values and the {@code principalId}, which become {@code requestContext.authorizer}
 */
record Policy(List<JsonNode> statements, Map<String, Object> context) implements Authorizers.Decision {

    private static final String ACTION = "execute-api:Invoke";

    /** @throws IllegalArgumentException if API Gateway would reject the response, or the policy has a {@code Condition} */
    static Policy of(JsonNode response) {
        List<JsonNode> statements = list(response.path("policyDocument").path("Statement"));
        for (JsonNode statement : statements) {
            if (statement.has("Condition") || !statement.path("Effect").asText().matches("Allow|Deny")) {
                throw new IllegalArgumentException("the local gateway does not support this statement: " + statement);
            }
        }
        Map<String, Object> context = new LinkedHashMap<>();
        response.path("context").properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw new IllegalArgumentException("context value " + entry.getKey() + " must be a scalar");
            }
            context.put(entry.getKey(), entry.getValue().asText());
        });
        if (!response.path("principalId").isTextual() || statements.isEmpty()) {
            throw new IllegalArgumentException("an authorizer must return principalId and policyDocument");
        }
        context.put("principalId", response.path("principalId").asText());
        return new Policy(statements, context);
    }

    /** Deny takes precedence over Allow. Without a matching statement, access is denied. */
    boolean allows(String methodArn) {
        Set<String> effects = statements.stream()
                .filter(statement -> matches(statement.path("Action"), ACTION)
                        && matches(statement.path("Resource"), methodArn))
                .map(statement -> statement.path("Effect").asText()).collect(Collectors.toSet());
        return effects.equals(Set.of("Allow"));
    }

    private static List<JsonNode> list(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).toList()
                : node.isMissingNode() ? List.of() : List.of(node);
    }

    /** Matches IAM patterns: {@code *} is any text, including slashes; {@code ?} is one character. */
    private static boolean matches(JsonNode patterns, String text) {
        return list(patterns).stream()
                .map(pattern -> Pattern.quote(pattern.asText()).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
                .anyMatch(regex -> Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }
}
