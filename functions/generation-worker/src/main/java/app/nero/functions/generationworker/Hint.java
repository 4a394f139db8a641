package app.nero.functions.generationworker;

import app.nero.generation.JobHint;
import app.nero.http.Json;
import app.nero.kernel.Id;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What the text of a message asks for, see {@link JobHint#message}. */
sealed interface Hint {

    record Run(Id generationId) implements Hint {}

    /** A format of another version, which only a newer worker can read. */
    record OtherVersion(int version) implements Hint {}

    /** Not a hint. No worker can ever read it. */
    record Malformed() implements Hint {}

    static Hint parse(String text) {
        OptionalInt version = OptionalInt.empty();
        Optional<Id> id = Optional.empty();
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Malformed();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("version") && value == JsonToken.VALUE_NUMBER_INT) {
                    version = OptionalInt.of(parser.getIntValue());
                } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                    id = Id.parse(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException _) {
            return new Malformed();
        }
        if (version.isPresent() && version.getAsInt() != JobHint.VERSION) {
            return new OtherVersion(version.getAsInt());
        }
        return version.isPresent() && id.isPresent() ? new Run(id.get()) : new Malformed();
    }
}
