package app.nero.picture;

/**
 * A picture that may be stored: a complete file of a supported format, within the limits. Of its metadata, only the
 * color profile, the pixel density and the {@link Orientation} are kept. Anything after its end, such as the video of a
 * motion photo, is dropped.
 *
 * @param bytes the file; must not be modified
 * @param width in pixels, before the orientation is applied
 * @param height in pixels, before the orientation is applied
 */
public record Picture(PictureFormat format, int width, int height, byte[] bytes) {

    public static final int MAX_BYTES = 10 * 1024 * 1024;
    public static final int MAX_MEGAPIXELS = 25;

    /** Larger color profiles are dropped. Profiles of cameras and printers are smaller. */
    static final int MAX_PROFILE_BYTES = 1024 * 1024;

    public sealed interface Reading {

        record Accepted(Picture picture) implements Reading {}

        /** Not a well-formed still JPEG, PNG or WebP file. Animated PNGs count as still. */
        record NotAPicture() implements Reading {}

        /** More than {@link #MAX_BYTES}. */
        record TooLarge() implements Reading {}

        /** More than the maximum. */
        record TooManyPixels() implements Reading {}
    }

    /** As {@link #read(byte[], int)}, with {@link #MAX_MEGAPIXELS}. */
    public static Reading read(byte[] file) {
        return read(file, MAX_MEGAPIXELS);
    }

    /**
     * Checks the structure of a file without decoding its pixels, and keeps only the parts needed to show it.
     *
     * @param file must not be modified afterwards, because the picture may share the array
     */
    public static Reading read(byte[] file, int maxMegapixels) {
        if (file.length > MAX_BYTES) {
            return new Reading.TooLarge();
        }
        try {
            return new Reading.Accepted(readKnownFormat(file, maxMegapixels * 1_000_000L));
        } catch (RefusedException e) {
            return e.reading();
        }
    }

    private static Picture readKnownFormat(byte[] file, long maxPixels) {
        if (JpegReader.begins(file)) {
            return new JpegReader(file, maxPixels).read();
        }
        if (PngReader.begins(file)) {
            return new PngReader(file, maxPixels).read();
        }
        RefusedException.require(WebpReader.begins(file));
        return new WebpReader(file, maxPixels).read();
    }
}
