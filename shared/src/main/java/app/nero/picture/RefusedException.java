package app.nero.picture;

import app.nero.picture.Picture.Reading;

/** Thrown by the readers to refuse a file, and caught by {@link Picture#read}. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reading reading;

    private RefusedException(Reading reading) {
        super(null, null, false, false);
        this.reading = reading;
    }

    static void require(boolean isWellFormed) {
        if (!isWellFormed) {
            throw new RefusedException(new Reading.NotAPicture());
        }
    }

    static void requireFewPixels(int width, int height, long maxPixels) {
        if ((long) width * height > maxPixels) {
            throw new RefusedException(new Reading.TooManyPixels());
        }
    }

    Reading reading() {
        return reading;
    }
}
