package app.nero.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.gateway.Access;
import app.nero.local.testing.RunningNero;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final Access ACCESS = new Access("GET", "/api/v1/templates/{id}", 200, Duration.ofMillis(12));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ConsoleLog text = log(false);
    private final ConsoleLog json = log(true);

    @Test
    void printsOneShortLinePerRequest() {
        text.access(ACCESS);
        text.access(new Access("GET", "/", -1, Duration.ofMillis(1)));

        assertEquals("""
            03:04:05 GET /api/v1/templates/{id} 200 12 ms
            03:04:05 GET / no response 1 ms
            """, printed());
    }

    @Test
    void printsOnlyWarningsAndErrorsOfFunctions() {
        functionPrints(text,
                """
                    {"time":"2026-01-02T03:04:05Z","level":"INFO","event":"PopularityRanked","likes":3}
                    {"time":"2026-01-02T03:04:05Z","level":"WARN","event":"SmsUnavailable","requestId":"r","userId":"u","_aws":{}}
                    """);

        assertEquals("03:04:05 WARN SmsUnavailable {\"requestId\":\"r\"}\n", printed());
    }

    @Test
    void printsOneJsonObjectPerLine() throws IOException {
        json.access(ACCESS);
        functionPrints(json, "{\"level\":\"INFO\",\"event\":\"CodesSent\"}\nnot JSON\n");
        json.handler().publish(new LogRecord(Level.WARNING, "slow"));
        json.say("Started", "Open http://localhost:1", "url", "http://localhost:1");

        String[] lines = printed().split("\n");
        assertEquals(5, lines.length);
        JsonNode access = new JsonMapper().readTree(lines[0]);
        assertEquals("/api/v1/templates/{id}", access.path("path").asText());
        assertEquals(200, access.path("status").asInt());
        assertEquals("CodesSent", new JsonMapper().readTree(lines[1]).path("event").asText());
        assertEquals("not JSON", new JsonMapper().readTree(lines[2]).path("message").asText());
        assertEquals("slow", new JsonMapper().readTree(lines[3]).path("message").asText());
        assertEquals("http://localhost:1", new JsonMapper().readTree(lines[4]).path("url").asText());
    }

    @Tag("slow")
    @Test
    void printsNothingWhileNeroIsIdle(@TempDir Path data) throws IOException {
        PrintStream standard = System.out;
        try (LocalNero nero = LocalNero.start(RunningNero.TEMPLATE, data, false, 0, Map.of(), _ -> {}, json::access)) {
            System.setOut(new PrintStream(json.lines(), true, StandardCharsets.UTF_8));
            nero.runSchedules();
        } finally {
            System.setOut(standard);
        }

        assertEquals("", printed());
    }

    @Test
    void omitsMessagesOfExceptions() {
        LogRecord failed = new LogRecord(Level.SEVERE, "function failed");
        failed.setThrown(new IllegalStateException("canary", new IOException("canary")));

        text.handler().publish(failed);
        json.handler().publish(failed);

        assertFalse(printed().contains("canary"), printed());
        assertTrue(printed().contains("java.io.IOException"), printed());
    }

    private static void functionPrints(ConsoleLog log, String lines) {
        new PrintStream(log.lines(), true, StandardCharsets.UTF_8).print(lines);
    }

    private ConsoleLog log(boolean asJson) {
        return new ConsoleLog(new PrintStream(printed, true, StandardCharsets.UTF_8), asJson, CLOCK, ZoneOffset.UTC);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
