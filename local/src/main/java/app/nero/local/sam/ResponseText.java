package app.nero.local.sam;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers and bodies of gateway responses, as the template writes them. */
public final class ResponseText {

    /** The variable that headers may be set to, and that bodies may contain. */
    public static final String REQUEST_ID = "context.requestId";

    /** A variable or directive of a body. */
    public static final Pattern VARIABLE = Pattern
            .compile("\\$(?:context|input|stageVariables|util)[A-Za-z0-9_.]*|#set|#if");

    private static final Set<String> KNOWN_VARIABLES = Set.of("$" + REQUEST_ID, "$context.error.message",
            "$context.error.messageString", "$context.error.responseType");

    private ResponseText() {}

    /** The text between the outermost single quotes; empty if there are none. */
    public static Optional<String> literal(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? Optional.of(value.substring(1, value.length() - 1)) : Optional.empty();
    }

    static String checkedHeader(String value, TemplateNode node) {
        if (literal(value).isEmpty() && !value.equals(REQUEST_ID)) {
            throw node.unreadable("must be a literal in single quotes or " + REQUEST_ID);
        }
        return value;
    }

    static String checkedTemplate(String template, TemplateNode node) {
        VARIABLE.matcher(template).results().map(match -> match.group()).filter(name -> !KNOWN_VARIABLES.contains(name))
                .findFirst().ifPresent(name -> {
                    throw node.unreadable(name + " is not supported by the local gateway");
                });
        return template;
    }
}
