package app.nero.functions.characters;

import app.nero.character.CharacterImage;
import app.nero.character.UserCharacter;
import app.nero.http.TimeJson;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes characters as JSON. */
final class CharacterJson {

    private CharacterJson() {}

    static void writeMember(UserCharacter character, JsonGenerator json) throws IOException {
        json.writeFieldName("character");
        write(character, json);
    }

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
}
