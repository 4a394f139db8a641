package app.nero.picture;

import java.util.Optional;
import java.util.stream.Stream;

/** The supported picture formats. */
public enum PictureFormat {
    JPEG("jpg", "image/jpeg"), PNG("png", "image/png"), WEBP("webp", "image/webp");

    private final String extension;
    private final String mediaType;

    PictureFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** The file name extension, which is also Cloudinary's name for the format. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Empty if the format is not supported. */
    public static Optional<PictureFormat> ofExtension(String extension) {
        return Stream.of(values()).filter(format -> format.extension.equals(extension)).findFirst();
    }
}
