package app.nero.picture;

/**
 * A picture that may be stored: whole, of one format by its bytes, within the limits, and without metadata. Of that stay
 * only the colour profile, how dense the pixels are, and which way up the picture is ({@link Orientation}).
 *
 * @param bytes the file; not to be changed
 * @param width in pixels, as stored: before the picture is turned the way up that it tells
 * @param height in pixels, as stored
 */
public record Picture(PictureFormat format, int width, int height, byte[] bytes) {

    /** The largest file, bytes. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /** The most pixels. */
    public static final long MAX_PIXELS = 25_000_000;

    /** The largest colour profile that stays, bytes as stored; those of cameras and printers are below. */
    static final int MAX_PROFILE_BYTES = 1024 * 1024;

    public sealed interface Reading {

        record Accepted(Picture picture) implements Reading {}

        /** No still, well-formed JPEG, PNG or WebP, or a file with other content. Of an animated PNG the still image is kept. */
        record NotAPicture() implements Reading {}

        /** A file of more than {@link #MAX_BYTES}. */
        record TooLarge() implements Reading {}

        /** A picture of more than {@link #MAX_PIXELS}. */
        record TooManyPixels() implements Reading {}
    }

    /**
     * Reads the structure of a file without decoding its pixels, and keeps only the known parts that are needed to show it.
     *
     * @param file must not change afterwards: the picture may share the array
     */
    public static Reading read(byte[] file) {
        if (file.length > MAX_BYTES) {
            return new Reading.TooLarge();
        }
        try {
            return new Reading.Accepted(readKnownFormat(file));
        } catch (RefusedException e) {
            return e.reading();
        }
    }

    private static Picture readKnownFormat(byte[] file) {
        if (JpegReader.begins(file)) {
            return new JpegReader(file).read();
        }
        if (PngReader.begins(file)) {
            return new PngReader(file).read();
        }
        RefusedException.require(WebpReader.begins(file));
        return new WebpReader(file).read();
    }
}
