package app.nero.generation.openai;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A key of the OpenAI API.
 *
 * @param baseUri the URL of the API without its version
 */
public record OpenAiAccount(String apiKey, URI baseUri) {

    public static final URI OPENAI = URI.create("https://api.openai.com");

    private static final Pattern KEY = Pattern.compile("[!-~]+");

    /** @throws IllegalArgumentException if the key is malformed; the message does not contain it */
    public OpenAiAccount {
        if (!KEY.matcher(apiKey).matches()) {
            throw new IllegalArgumentException("not an API key");
        }
    }

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "OpenAiAccount[apiKey=hidden, baseUri=" + baseUri + "]";
    }
}
