package app.nero.generation;

import app.nero.picture.ContentCredentials;
import app.nero.picture.Picture;
import app.nero.picture.SourceTypeMark;
import java.util.Optional;

/** Checks the file that an engine made, like any upload, and marks it as made by a machine. */
final class CheckResult {

    private CheckResult() {}

    /**
     * The picture to store. A file with content credentials stays byte for byte, because they sign its hash; it names its source
     * itself.
     *
     * @return empty if the file is no picture, or is too large
     */
    static Optional<Picture> check(EngineOutcome.Image result) {
        byte[] file = result.file();
        if (!(Picture.read(file) instanceof Picture.Reading.Accepted(Picture picture))) {
            return Optional.empty();
        }
        return Optional.of(ContentCredentials.areIn(file)
                ? new Picture(picture.format(), picture.width(), picture.height(), file)
                : SourceTypeMark.add(picture, result.sourceType()));
    }
}
