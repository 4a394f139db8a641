package app.nero.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks through objects and arrays of JSON from another service. Values of another kind than expected are skipped. */
public final class JsonMembers {

    /** Reads or skips the value of a member. The parser is at its first token, and must be at its last one afterwards. */
    @FunctionalInterface
    public interface MemberReader {
        void read(String name, JsonParser json) throws IOException;
    }

    /** Reads or skips an item of an array, like a {@link MemberReader}. */
    @FunctionalInterface
    public interface ItemReader {
        void read(JsonParser json) throws IOException;
    }

    private JsonMembers() {}

    /** Reads the members of the object that starts at the current token. */
    public static void read(JsonParser json, MemberReader member) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member.read(name, json);
        }
    }

    /** Reads the items of the array that starts at the current token. */
    public static void readAll(JsonParser json, ItemReader item) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            item.read(json);
        }
    }
}
