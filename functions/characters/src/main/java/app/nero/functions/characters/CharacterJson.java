package app.nero.functions.characters;

import app.nero.application.GrantUploads;
import app.nero.domain.character.CharacterImage;
import app.nero.domain.character.UserCharacter;
import app.nero.domain.picture.SignedUpload;
import app.nero.edge.TimeJson;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** The contract's shapes of a character and of leave to upload. */
final class CharacterJson {

    private CharacterJson() {}

    /** Writes a character. */
    static void write(UserCharacter character, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", character.id().value());
        json.writeStringField("userId", character.userId().value());
        json.writeStringField("name", character.name().value());
        json.writeArrayFieldStart("images");
        int order = 0;
        for (CharacterImage image : character.images()) {
            json.writeStartObject();
            json.writeStringField("id", image.id().value());
            json.writeStringField("url", image.url());
            json.writeStringField("publicId", image.publicId().value());
            json.writeNumberField("order", order++);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("createdAt", TimeJson.of(character.createdAt()));
        json.writeStringField("updatedAt", TimeJson.of(character.updatedAt()));
        json.writeEndObject();
    }

    /** Writes the members of an answer that gives leave to upload. */
    static void write(GrantUploads.Result.Granted granted, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("uploads");
        for (SignedUpload upload : granted.uploads()) {
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
        json.writeStringField("expiresAt", TimeJson.of(granted.expiresAt()));
    }
}
