package app.nero.picture.json;

import app.nero.http.Fields;
import app.nero.http.TimeJson;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.UploadReceipt;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract's shapes of a direct upload: the leave to make it, and the receipt of it. */
public final class UploadJson {

    private UploadJson() {}

    /** Writes the members {@code uploads} and {@code expiresAt}. */
    public static void write(List<SignedUpload> uploads, Instant expiresAt, JsonGenerator json) throws IOException {
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

    /** Reads a receipt; empty only where {@link Fields#finish()} will throw. */
    public static Optional<UploadReceipt> read(Fields fields) {
        Optional<PublicId> publicId = fields.required("publicId",
                text -> Optional.of(text).filter(PublicId::isPublicId).map(PublicId::new),
                "must be the public id of an upload");
        long version = fields.whole("version", 1, Long.MAX_VALUE);
        Optional<String> signature = fields.required("signature",
                text -> Optional.of(text).filter(it -> it.matches("[0-9a-f]{40,64}")), "must be the store's, in hex");
        return publicId.flatMap(id -> signature.map(it -> new UploadReceipt(id, Long.toString(version), it)));
    }
}
