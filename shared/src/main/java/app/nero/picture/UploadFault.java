package app.nero.picture;

import java.util.Optional;

/** Why an uploaded picture cannot be used. */
public enum UploadFault {
    MISSING, NOT_A_PICTURE, TOO_LARGE, TOO_MANY_PIXELS;

    /** @param stored what the store found under the upload's name, or empty if it found nothing */
    public static Optional<UploadFault> of(Optional<StoredPicture> stored) {
        if (stored.isEmpty()) {
            return Optional.of(MISSING);
        }
        StoredPicture picture = stored.get();
        if (picture.format().isEmpty()) {
            return Optional.of(NOT_A_PICTURE);
        }
        if (picture.bytes() > Picture.MAX_BYTES) {
            return Optional.of(TOO_LARGE);
        }
        return (long) picture.width() * picture.height() > Picture.MAX_PIXELS
                ? Optional.of(TOO_MANY_PIXELS)
                : Optional.empty();
    }
}
