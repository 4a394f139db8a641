package app.nero.picture.cloudinary;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials of a Cloudinary account, and the address of Cloudinary's API.
 *
 * @param uploadPrefix the API's base URL without a version or trailing slash, such as the host of a region
 *        ({@code https://api-eu.cloudinary.com}) or a local stand-in
 */
public record CloudinaryAccount(String cloud, String key, String secret, URI uploadPrefix) {

    public static final URI CLOUDINARY = URI.create("https://api.cloudinary.com");

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]+");
    private static final Pattern URL = Pattern
            .compile("cloudinary://([^:/?#@]*):([^:/?#@]*)@([^:/?#@]*)(\\?upload_prefix=([^&#]+))?");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part but not its value */
    public CloudinaryAccount {
        require(NAME.matcher(cloud).matches(), "invalid cloud name");
        require(NAME.matcher(key).matches(), "invalid API key");
        require(NAME.matcher(secret).matches(), "invalid API secret");
        require(isBase(uploadPrefix), "invalid upload_prefix");
    }

    /**
     * Parses Cloudinary's URL format, {@code cloudinary://key:secret@cloud?upload_prefix=…}. Other options of the SDK
     * are not supported.
     *
     * @throws IllegalArgumentException if the URL is malformed; the message does not quote it
     */
    public static CloudinaryAccount parse(String url) {
        Matcher parts = URL.matcher(url);
        require(parts.matches(), "must have the form cloudinary://key:secret@cloud");
        URI prefix = Optional.ofNullable(parts.group(5)).map(CloudinaryAccount::uri).orElse(CLOUDINARY);
        return new CloudinaryAccount(parts.group(3), parts.group(1), parts.group(2), prefix);
    }

    /** Replaces the JDK's exceptions, because they quote the text. */
    private static URI uri(String encoded) {
        try {
            return new URI(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | URISyntaxException _) {
            throw new IllegalArgumentException("invalid upload_prefix");
        }
    }

    private static boolean isBase(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && !uri.getRawPath().endsWith("/");
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Hides the secret, because the text may be logged. */
    @Override
    public String toString() {
        return "CloudinaryAccount[cloud=" + cloud + ", key=" + key + ", secret=hidden, uploadPrefix=" + uploadPrefix
                + "]";
    }
}
