package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MutableClock clock = MutableClock.atNoon();
    private final EventLog log = new EventLog(clock, "nero-test");

    @Test
    void writesOneJsonLineForEachEvent() {
        String text = Output.of(() -> {
            log.info("Asked", json -> json.writeStringField("route", "a\nb"));
            log.warn("Slow", json -> json.writeNumberField("ms", 5));
            log.error("Broken", json -> json.writeBooleanField("last", true));
        });

        String time = clock.instant().toString();
        assertEquals("{\"time\":\"" + time + "\",\"level\":\"INFO\",\"event\":\"Asked\",\"route\":\"a\\nb\"}\n"
                + "{\"time\":\"" + time + "\",\"level\":\"WARN\",\"event\":\"Slow\",\"ms\":5}\n"
                + "{\"time\":\"" + time + "\",\"level\":\"ERROR\",\"event\":\"Broken\",\"last\":true}\n", text);
    }

    /** As CloudWatch's specification of the embedded metric format describes. */
    @Test
    void recordsMetrics() {
        JsonNode event = parse(Output.of(() -> log.info("Made",
                log.metrics(List.of(Metric.count("Images", 2), Metric.millis("Took", Duration.ofSeconds(3)))))));

        assertEquals(2, event.get("Images").asInt());
        assertEquals(3000, event.get("Took").asInt());
        assertEquals(
                parse("{\"Timestamp\":" + clock.millis() + ",\"CloudWatchMetrics\":[{\"Namespace\":\"nero-test\","
                        + "\"Dimensions\":[[]],\"Metrics\":[{\"Name\":\"Images\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"Took\",\"Unit\":\"Milliseconds\"}]}]}"),
                event.get("_aws"));
    }

    @Test
    void countsAnEventWithAndWithoutMembers() {
        JsonNode bare = parse(Output.of(() -> log.metric("SmsSent")));
        JsonNode detailed = parse(
                Output.of(() -> log.metric("SmsSent", json -> json.writeStringField("country", "IR"))));

        for (JsonNode event : List.of(bare, detailed)) {
            assertEquals("INFO", event.get("level").asText());
            assertEquals("SmsSent", event.get("event").asText());
            assertEquals(1, event.get("SmsSent").asInt());
            assertEquals("SmsSent",
                    event.get("_aws").get("CloudWatchMetrics").get(0).get("Metrics").get(0).get("Name").asText());
        }
        assertEquals("IR", detailed.get("country").asText());
    }

    @Test
    void countsAnEventForAValueOfADimension() {
        JsonNode event = parse(Output.of(() -> log.metric("Bugs", "version", "profile:7")));

        assertEquals(1, event.get("Bugs").asInt());
        assertEquals("profile:7", event.get("version").asText());
        assertEquals(parse("[[\"version\"]]"), event.at("/_aws/CloudWatchMetrics/0/Dimensions"));
    }

    @Test
    void describesAFailureWithoutItsMessages() {
        Exception failure = new IllegalStateException("canary", new IllegalArgumentException("canary"));

        String line = Output.of(() -> log.error("Broken", failure, json -> json.writeStringField("route", "GET /x")));

        JsonNode event = parse(line);
        assertFalse(line.contains("canary"));
        assertEquals("ERROR", event.get("level").asText());
        assertEquals("GET /x", event.get("route").asText());
        assertEquals("java.lang.IllegalStateException", event.get("failure").get(0).asText());
        assertEquals("java.lang.IllegalArgumentException", event.get("failure").get(1).asText());
        assertTrue(event.get("failure").get(2).asText().startsWith("at app.nero.http.EventLogTest."));
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
