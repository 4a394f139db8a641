package app.nero.picture.cloudinary;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose account at Cloudinary keeps the pictures, and where Cloudinary is.
 *
 * @param uploadPrefix where the API is, without its version and without a slash at its end; a region's host
 *        ({@code https://api-eu.cloudinary.com}) or a local stand-in
 */
public record CloudinaryAccount(String cloud, String key, String secret, URI uploadPrefix) {

    public static final URI CLOUDINARY = URI.create("https://api.cloudinary.com");

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]+");
    private static final Pattern URL = Pattern
            .compile("cloudinary://([^:/?#@]*):([^:/?#@]*)@([^:/?#@]*)(\\?upload_prefix=([^&#]+))?");

    /** @throws IllegalArgumentException if a part is malformed; the message names the part, never its value */
    public CloudinaryAccount {
        require(NAME.matcher(cloud).matches(), "not a cloud name");
        require(NAME.matcher(key).matches(), "not an API key");
        require(NAME.matcher(secret).matches(), "not an API secret");
        require(isBase(uploadPrefix), "not a base URL");
    }

    /**
     * An account in Cloudinary's own form, {@code cloudinary://key:secret@cloud?upload_prefix=…}. Nothing else that the
     * SDK would take from such a URL is known here.
     *
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static CloudinaryAccount parse(String url) {
        Matcher parts = URL.matcher(url);
        require(parts.matches(), "not cloudinary://key:secret@cloud");
        URI prefix = Optional.ofNullable(parts.group(5)).map(CloudinaryAccount::uri).orElse(CLOUDINARY);
        return new CloudinaryAccount(parts.group(3), parts.group(1), parts.group(2), prefix);
    }

    /** The JDK's own messages would quote the text. */
    private static URI uri(String encoded) {
        try {
            return new URI(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | URISyntaxException _) {
            throw new IllegalArgumentException("not a base URL");
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

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Hides the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "CloudinaryAccount[cloud=" + cloud + ", key=" + key + ", secret=hidden, uploadPrefix=" + uploadPrefix
                + "]";
    }
}
