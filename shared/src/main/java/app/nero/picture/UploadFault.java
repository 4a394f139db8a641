package app.nero.picture;

import java.util.Optional;

/** Why an uploaded picture cannot be used. */
public sealed interface UploadFault {

    record Missing() implements UploadFault {}

    record NotAPicture() implements UploadFault {}

    /** More than {@link Picture#MAX_BYTES}. */
    record TooLarge() implements UploadFault {}

    record TooManyPixels(int maxMegapixels) implements UploadFault {}

    /** @param stored what the store found under the upload's name, or empty if it found nothing */
    static Optional<UploadFault> of(Optional<StoredPicture> stored, int maxMegapixels) {
        if (stored.isEmpty()) {
            return Optional.of(new Missing());
        }
        StoredPicture picture = stored.get();
        if (picture.format().isEmpty()) {
            return Optional.of(new NotAPicture());
        }
        if (picture.bytes() > Picture.MAX_BYTES) {
            return Optional.of(new TooLarge());
        }
        return (long) picture.width() * picture.height() > maxMegapixels * 1_000_000L
                ? Optional.of(new TooManyPixels(maxMegapixels))
                : Optional.empty();
    }
}
