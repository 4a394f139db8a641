package app.nero.local.sam;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Syntax of header values and body templates in the {@code GatewayResponses} of the SAM template. */
public final class ResponseText {

    /** The only variable that a header may have as its value. Bodies may contain it, too. */
    public static final String REQUEST_ID = "context.requestId";

    /** A variable or directive in a body template. */
    public static final Pattern VARIABLE = Pattern
            .compile("\\$(?:context|input|stageVariables|util)[A-Za-z0-9_.]*|#set|#if");

    private static final Set<String> KNOWN_VARIABLES = Set.of("$" + REQUEST_ID, "$context.error.message",
            "$context.error.messageString", "$context.error.responseType");

    private ResponseText() {}

    /** The text between the enclosing single quotes; empty if the value is not quoted. */
    public static Optional<String> literal(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? Optional.of(value.substring(1, value.length() - 1)) : Optional.empty();
    }

    static String checkedHeader(String value, TemplateNode node) {
        if (literal(value).isEmpty() && !value.equals(REQUEST_ID)) {
            throw node.invalid("must be a literal in single quotes or " + REQUEST_ID);
        }
        return value;
    }

    static String checkedTemplate(String template, TemplateNode node) {
        VARIABLE.matcher(template).results().map(match -> match.group()).filter(name -> !KNOWN_VARIABLES.contains(name))
                .findFirst().ifPresent(name -> {
                    throw node.invalid(name + " is not supported by the local gateway");
                });
        return template;
    }
}
