package app.nero.generation.replicate;

import app.nero.generation.filter.ImageFiles;
import app.nero.picture.Picture;
import java.util.Base64;
import java.util.Optional;

/**
 * A picture as a data URL (RFC 2397), without metadata such as where it was taken. A large file is sent as a JPEG of fewer pixels,
 * because Replicate takes only small data URLs.
 *
 * @param text the URL
 */
record DataUrl(String text) {

    /** The largest limit that can be set for uploads. */
    private static final int MAX_MEGAPIXELS = 100;

    /** A larger file is sent smaller, if it can be decoded. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** Models work on about as many pixels. */
    private static final int LONG_SIDE = 1_536;

    /** @return empty if the file is no picture */
    static Optional<DataUrl> of(byte[] file) {
        return Picture.read(file, MAX_MEGAPIXELS) instanceof Picture.Reading.Accepted(Picture picture)
                ? Optional.of(small(picture).orElseGet(
                        () -> of(picture.format().mediaType(), picture.bytes())))
                : Optional.empty();
    }

    private static Optional<DataUrl> small(Picture picture) {
        int longSide = Math.min(LONG_SIDE, Math.max(picture.width(), picture.height()));
        return picture.bytes().length <= MAX_BYTES
                ? Optional.empty()
                : ImageFiles.read(picture.bytes(), longSide).map(ImageFiles::writeJpeg)
                        .map(jpeg -> of("image/jpeg", jpeg));
    }

    private static DataUrl of(String mediaType, byte[] bytes) {
        return new DataUrl("data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }
}
