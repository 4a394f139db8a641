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
            case MISSING -> Problem.validation(field, "has not been uploaded yet; upload it first");
            case NOT_A_PICTURE -> notAPicture(field);
            case TOO_LARGE -> tooLarge(field);
            case TOO_MANY_PIXELS -> tooManyPixels(field);
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

    public static Problem tooManyPixels(String field) {
        return of(413, "PAYLOAD_TOO_LARGE", "A picture is too large. Send a smaller one.", field,
                "must have at most 25 megapixels");
    }

    private static Problem of(int status, String code, String message, String field, String rule) {
        return Problem.of(status, code, message).withErrors(List.of(new FieldError(field, rule)));
    }
}
