package app.nero.picture.json;

import app.nero.http.Problem;
import app.nero.http.Problem.FieldError;
import app.nero.picture.UploadFault;
import java.util.List;

/** The API's errors for refused pictures. */
public final class PictureProblem {

    private PictureProblem() {}

    public static Problem of(UploadFault fault, String field) {
        return switch (fault) {
            case UploadFault.Missing _ -> Problem.validation(field, "has not been uploaded yet; upload it first");
            case UploadFault.NotAPicture _ -> notAPicture(field);
            case UploadFault.TooLarge _ -> tooLarge(field);
            case UploadFault.TooManyPixels(int maxMegapixels) -> tooManyPixels(field, maxMegapixels);
        };
    }

    public static Problem notAPicture(String field) {
        return of(415, "UNSUPPORTED_MEDIA_TYPE", "A file is not a supported picture. Send JPEG, PNG or WebP files.",
                field,
                "must be a complete JPEG, PNG or WebP file");
    }

    public static Problem tooLarge(String field) {
        return of(413, "PAYLOAD_TOO_LARGE", "A picture is too large. Send a smaller one.", field,
                "must be at most 10 MB");
    }

    public static Problem tooManyPixels(String field, int maxMegapixels) {
        return of(413, "PAYLOAD_TOO_LARGE", "A picture is too large. Send a smaller one.", field,
                "must have at most " + maxMegapixels + " megapixels");
    }

    private static Problem of(int status, String code, String message, String field, String rule) {
        return Problem.of(status, code, message).withErrors(List.of(new FieldError(field, rule)));
    }
}
