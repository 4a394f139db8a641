package app.nero.functions.generations;

import app.nero.http.TimeJson;
import app.nero.kernel.Id;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsPage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Writes movements of stars as JSON. */
final class StarsJson {

    private StarsJson() {}

    static void write(StarsPage page, JsonGenerator json) throws IOException {
        json.writeNumberField("balance", page.balance());
        if (page.owed() > 0) {
            json.writeNumberField("owed", page.owed());
        }
        json.writeArrayFieldStart("entries");
        for (StarsEntry entry : page.page().items()) {
            write(entry, json);
        }
        json.writeEndArray();
        json.writeStringField("nextCursor", page.page().nextCursor().orElse(null));
    }

    private static void write(StarsEntry entry, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.id().value());
        json.writeNumberField("amount", entry.amount());
        json.writeNumberField("balance", entry.balance());
        json.writeStringField("kind", entry.kind().text());
        writeId("generationId", entry.subject("generation:"), json);
        writeId("paymentId", entry.subject("payment:").or(() -> entry.subject("plan:")), json);
        json.writeStringField("createdAt", TimeJson.of(entry.createdAt()));
        json.writeEndObject();
    }

    private static void writeId(String name, Optional<Id> id, JsonGenerator json) throws IOException {
        if (id.isPresent()) {
            json.writeStringField(name, id.get().value());
        }
    }
}
