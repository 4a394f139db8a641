package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonMembersTest {

    @Test
    void readsMembersAndItemsAndSkipsOtherKinds() throws IOException {
        assertEquals(List.of("a", "1", "2", "b", "c", "end"),
                read("{\"a\":[1,2],\"b\":[],\"c\":{\"x\":[3]},\"end\":4}"));
        assertEquals(List.of(), read("[1]"));
    }

    private static List<String> read(String text) throws IOException {
        List<String> read = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            json.nextToken();
            JsonMembers.read(json, (name, value) -> {
                read.add(name);
                JsonMembers.readAll(value, item -> read.add(item.getText()));
            });
        }
        return read;
    }
}
