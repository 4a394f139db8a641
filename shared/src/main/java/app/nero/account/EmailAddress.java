package app.nero.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address of at most 254 characters with a dot-string as local part (RFC 5321): dots are neither first, last nor next
 * to each other. Otherwise the format is the one that browsers accept in an e-mail field (WHATWG
 * HTML, 4.10.5.1.5), with a domain of at least two labels.
 */
public record EmailAddress(String value) {

    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final String ATOM = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern FORM = Pattern
            .compile("(?!.{255})(?=[^@]{1,64}@)" + ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+");

    /** @throws IllegalArgumentException if the value is not an address */
    public EmailAddress {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /** Trims the input; empty if the rest is not an address. */
    public static Optional<EmailAddress> parse(String typed) {
        String trimmed = typed.strip();
        return FORM.matcher(trimmed).matches() ? Optional.of(new EmailAddress(trimmed)) : Optional.empty();
    }
}
