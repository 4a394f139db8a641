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

    /** What a file turned out to be. */
    public sealed interface Reading {

        record Accepted(Picture picture) implements Reading {}

        /**
         * No JPEG, PNG or WebP, or a broken one, or one that is something else besides. An animated WebP is none either:
         * what Nero keeps shows a person, and stands still. Of an animated PNG the still picture is taken, which every
         * such file has.
         */
        record NotAPicture() implements Reading {}

        /** A file of more than {@link #MAX_BYTES}. */
        record TooLarge() implements Reading {}

        /** A picture of more than {@link #MAX_PIXELS}. */
        record TooManyPixels() implements Reading {}
    }

    /**
     * Walks a file from structure to structure, decoding nothing, and takes along only what it knows and what showing
     * the picture needs. What the compressed pixels hold is not looked at. Reading what was accepted gives the same again.
     *
     * @param file not to be changed afterwards: the picture may be this very array
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
