package app.nero.picture.json;

import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Response;
import app.nero.http.TimeJson;
import app.nero.picture.GrantUploads;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.UploadReceipt;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of direct uploads: permissions and receipts. */
public final class UploadJson {

    private static final Field<PublicId> PUBLIC_ID = Field.text("publicId",
            text -> Optional.of(text).filter(PublicId::isPublicId).map(PublicId::new),
            "must be the publicId of an upload that Nero granted");
    private static final Field<Long> VERSION = Field.whole("version", 1, Long.MAX_VALUE);
    private static final Field<String> SIGNATURE = Field.text("signature",
            text -> Optional.of(text).filter(hex -> hex.matches("[0-9a-f]{40,64}")),
            "must be the signature that the upload returned");

    /** The members {@code publicId}, {@code version} and {@code signature}. */
    public static final Field<UploadReceipt> RECEIPT = Field.group(
            values -> new UploadReceipt(values.get(PUBLIC_ID), Long.toString(values.get(VERSION)),
                    values.get(SIGNATURE)),
            PUBLIC_ID, VERSION, SIGNATURE);

    private UploadJson() {}

    /** The members {@code uploads} and {@code expiresAt}, or 429. */
    public static Response response(GrantUploads.Result result) {
        return switch (result) {
            case GrantUploads.Result.Granted(var uploads, var expiresAt) -> Response
                    .created(json -> write(uploads, expiresAt, json));
            case GrantUploads.Result.TooMany(var wait) -> throw Problem
                    .of(429, "RATE_LIMITED", "Too many uploads. Try again later.").retryAfter(wait);
        };
    }

    private static void write(List<SignedUpload> uploads, Instant expiresAt, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("uploads");
        for (SignedUpload upload : uploads) {
            json.writeStartObject();
            json.writeStringField("uploadUrl", upload.url());
            json.writeObjectFieldStart("fields");
            for (Map.Entry<String, String> field : upload.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeStringField("publicId", upload.publicId().value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("expiresAt", TimeJson.of(expiresAt));
    }
}
