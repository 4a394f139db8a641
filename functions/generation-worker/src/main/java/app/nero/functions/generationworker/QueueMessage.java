package app.nero.functions.generationworker;

import app.nero.http.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in an event of SQS.
 *
 * @param id that SQS gave it
 * @param body text of the sender; empty if the event has none
 */
record QueueMessage(String id, String body) {

    /** Reads the messages of an event. */
    static List<QueueMessage> readAll(InputStream event) throws IOException {
        List<QueueMessage> messages = new ArrayList<>();
        try (JsonParser parser = Json.FACTORY.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean areRecords = parser.currentName().equals("Records");
                if (parser.nextToken() == JsonToken.START_ARRAY && areRecords) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        messages.add(read(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return messages;
    }

    private static QueueMessage read(JsonParser parser) throws IOException {
        String id = "";
        String body = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "messageId" -> id = parser.getValueAsString("");
                case "body" -> body = parser.getValueAsString("");
                default -> parser.skipChildren();
            }
        }
        return new QueueMessage(id, body);
    }

    /** Tells SQS which messages to deliver again. It deletes the others. */
    static void report(List<QueueMessage> failed, OutputStream response) throws IOException {
        String body = Json.object(json -> {
            json.writeArrayFieldStart("batchItemFailures");
            for (QueueMessage message : failed) {
                json.writeStartObject();
                json.writeStringField("itemIdentifier", message.id());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        response.write(body.getBytes(StandardCharsets.UTF_8));
    }
}
