package app.nero.signin.kavenegar;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A Kavenegar account with the template of its SMS.
 *
 * @param apiKey part of each URL, as Kavenegar's API requires
 * @param template the name of a template in the account that contains {@code %token}, where the code is inserted
 * @param baseUri the URL of the API without its version
 */
public record KavenegarAccount(String apiKey, String template, URI baseUri) {

    public static final URI KAVENEGAR = URI.create("https://api.kavenegar.com");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern TEMPLATE = Pattern.compile("[A-Za-z0-9_-]+");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public KavenegarAccount {
        if (!KEY.matcher(apiKey).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
        requireTemplate(template);
    }

    /** @return the name of the template */
    public static String requireTemplate(String template) {
        if (!TEMPLATE.matcher(template).matches()) {
            throw new IllegalArgumentException("not the name of a template");
        }
        return template;
    }

    /** The URL that sends a code. */
    URI lookup() {
        return URI.create(baseUri.toString().replaceFirst("/$", "") + "/v1/" + apiKey + "/verify/lookup.json");
    }

    /** Omits the API key, because this text may be logged. */
    @Override
    public String toString() {
        return "KavenegarAccount[apiKey=hidden, template=" + template + ", baseUri=" + baseUri + "]";
    }
}
