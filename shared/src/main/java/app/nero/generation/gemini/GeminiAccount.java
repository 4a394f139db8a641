package app.nero.generation.gemini;

import app.nero.generation.EngineTier;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A key of the Gemini API with the models that are used.
 *
 * @param standardModel makes images of the tier {@link EngineTier#STANDARD}
 * @param proModel makes images of the tier {@link EngineTier#PRO}
 * @param baseUri the URL of the API without its version
 */
public record GeminiAccount(String apiKey, String standardModel, String proModel, URI baseUri) {

    public static final URI GOOGLE = URI.create("https://generativelanguage.googleapis.com");
    public static final String DEFAULT_STANDARD_MODEL = "gemini-3.1-flash-image";
    public static final String DEFAULT_PRO_MODEL = "gemini-3-pro-image";

    private static final Pattern KEY = Pattern.compile("[!-~]+");
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9.-]*");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public GeminiAccount {
        require(KEY.matcher(apiKey).matches(), "not an API key");
        requireModel(standardModel);
        requireModel(proModel);
    }

    /** @return the model, which is part of the URL */
    public static String requireModel(String model) {
        require(MODEL.matcher(model).matches(), "expected the id of a model");
        return model;
    }

    String model(EngineTier tier) {
        return switch (tier) {
            case STANDARD -> standardModel;
            case PRO -> proModel;
        };
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "GeminiAccount[apiKey=hidden, standardModel=" + standardModel + ", proModel=" + proModel + ", baseUri="
                + baseUri + "]";
    }
}
