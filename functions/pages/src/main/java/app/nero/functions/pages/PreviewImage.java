package app.nero.functions.pages;

import app.nero.generation.GeneratedImage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image that messengers show beside a link.
 *
 * @param size empty if it is not known
 * @param alt what it shows
 */
record PreviewImage(String url, Optional<Size> size, String alt) {

    /** In pixels. */
    record Size(int width, int height) {}

    /** The size that messengers and social networks ask for. */
    static final Size PREVIEW = new Size(1_200, 630);

    /** Cloudinary crops pictures by a path segment. Other stores serve the original only. */
    private static final Pattern RESIZABLE = Pattern
            .compile("(https://res\\.cloudinary\\.com/[^/]+/image/upload/)(.+)");

    /** Messengers do not show every format, but they all show JPEG. */
    private static final String CROPPED = "f_jpg,q_auto,c_fill,g_auto,w_" + PREVIEW.width() + ",h_" + PREVIEW.height();

    /** A picture of a template. */
    static PreviewImage of(String url, String alt) {
        return of(url, Optional.empty(), alt);
    }

    static PreviewImage of(GeneratedImage image, String alt) {
        return of(image.url(), Optional.of(new Size(image.width(), image.height())), alt);
    }

    private static PreviewImage of(String url, Optional<Size> size, String alt) {
        Matcher resizable = RESIZABLE.matcher(url);
        return resizable.matches()
                ? new PreviewImage(resizable.group(1) + CROPPED + "/" + resizable.group(2), Optional.of(PREVIEW), alt)
                : new PreviewImage(url, size, alt);
    }
}
