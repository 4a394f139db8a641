package app.nero.generation.replicate;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token of the Replicate API with the model that is used.
 *
 * @param model {@code owner/name} of a model that Replicate keeps running
 * @param price of the model; empty if it is unknown
 * @param webhooks the URL of Nero's API with its version, which Replicate calls when a job has ended; empty for none
 * @param baseUri the URL of Replicate's API without its version
 */
public record ReplicateAccount(String token, String model, ModelInput input, Optional<ReplicatePrice> price,
        Optional<URI> webhooks, URI baseUri) {

    public static final URI REPLICATE = URI.create("https://api.replicate.com");
    public static final String DEFAULT_MODEL = "black-forest-labs/flux-2-pro";

    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public ReplicateAccount {
        require(TOKEN.matcher(token).matches(), "not an API token");
        requireModel(model);
    }

    /** @return the model, which is part of the URL */
    public static String requireModel(String model) {
        require(MODEL.matcher(model).matches(), "expected a model as owner/name");
        return model;
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Omits the token, because this text may be logged. */
    @Override
    public String toString() {
        return "ReplicateAccount[token=hidden, model=" + model + ", baseUri=" + baseUri + "]";
    }
}
