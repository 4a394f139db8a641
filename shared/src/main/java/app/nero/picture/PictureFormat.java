package app.nero.picture;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of picture that Nero keeps. */
public enum PictureFormat {
    JPEG("jpg", "image/jpeg"), PNG("png", "image/png"), WEBP("webp", "image/webp");

    private final String extension;
    private final String mediaType;

    PictureFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** The ending of a file's name, which is also what Cloudinary calls the format. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format by its extension; empty where Nero keeps no such pictures. */
    public static Optional<PictureFormat> ofExtension(String extension) {
        return Stream.of(values()).filter(format -> format.extension.equals(extension)).findFirst();
    }
}
