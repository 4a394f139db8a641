package app.nero.domain.picture;

/**
 * A picture that may be stored: whole, of one format by its bytes, within the limits, and without metadata.
 *
 * @param bytes the file; not to be changed
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 */
public record Picture(PictureFormat format, int width, int height, byte[] bytes) {

    /** The largest file, bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /** The most pixels. */
    public static final long MAX_PIXELS = 25_000_000;

    /** What a file turned out to be. */
    public sealed interface Reading {

        record Accepted(Picture picture) implements Reading {}

        /** No JPEG, PNG or WebP, or a broken one, or one that is something else besides. */
        record NotAPicture() implements Reading {}

        /** A file of more than {@link #MAX_BYTES}. */
        record TooLarge() implements Reading {}

        /** A picture of more than {@link #MAX_PIXELS}. */
        record TooManyPixels() implements Reading {}
    }
}
