package app.nero.local;

import app.nero.http.EventLog;
import app.nero.local.gateway.Access;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The log of {@code bin/start}: one short line per request, and one per warning or error. With {@code --json}, one JSON object per
 * line, which includes all events that the functions log.
 *
 * <p>Messages of exceptions are left out, because drivers quote data in them.
 */
final class ConsoleLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final String INFO = "INFO";

    /** Logged by each run of a scheduled function, even if there was nothing to do. */
    private static final Set<String> IDLE = Set.of("PopularityRanked");

    /** Members that every event has, or that are for machines. */
    private static final List<String> OMITTED = List.of("time", "level", "event", "_aws", "userId");

    private final PrintStream output;
    private final boolean json;
    private final Clock clock;
    private final ZoneId zone;
    private final JsonMapper mapper = new JsonMapper();

    ConsoleLog(PrintStream output, boolean json, Clock clock, ZoneId zone) {
        this.output = output;
        this.json = json;
        this.clock = clock;
        this.zone = zone;
    }

    /** Redirects what functions print to {@link System#out}, and what {@code java.util.logging} logs, to this log. */
    void install() {
        System.setOut(new PrintStream(lines(), true, StandardCharsets.UTF_8));
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(handler());
    }

    void access(Access access) {
        if (json) {
            print(event(INFO, "access").put("method", access.method()).put("path", access.path())
                    .put("status", access.status()).put("ms", access.duration().toMillis()));
        } else {
            print("%s %s %s %s %d ms".formatted(now(), access.method(), access.path(),
                    access.status() < 0 ? "no response" : access.status(), access.duration().toMillis()));
        }
    }

    /**
     * Prints a text for people, or with {@code --json} an event.
     *
     * @param members names and values of the event
     */
    void say(String event, String text, String... members) {
        if (json) {
            ObjectNode object = event(INFO, event);
            for (int i = 0; i < members.length; i += 2) {
                object.put(members[i], members[i + 1]);
            }
            print(object);
        } else {
            print(text);
        }
    }

    /** Prints a line that a function printed: an event as one JSON object. */
    private void functionPrinted(String line) {
        try {
            if (mapper.readTree(line) instanceof ObjectNode event && event.has("event")) {
                functionLogged(event);
                return;
            }
        } catch (JsonProcessingException _) {
            // Printed below as it is.
        }
        if (json) {
            print(event(INFO, "output").put("message", line));
        } else {
            print(line);
        }
    }

    private void functionLogged(ObjectNode event) {
        String level = event.path("level").asText();
        String name = event.path("event").asText();
        if (json && !IDLE.contains(name)) {
            print(event);
        } else if (!json && !level.equals(INFO)) {
            print("%s %s %s %s".formatted(now(), level, name, event.remove(OMITTED)));
        }
    }

    private void log(LogRecord logged) {
        ObjectNode event = event(logged.getLevel().getName(), "log").put("message", logged.getMessage());
        if (logged.getThrown() != null) {
            ArrayNode failure = event.putArray("failure");
            Stream.of(EventLog.describe(logged.getThrown())).forEach(failure::add);
        }
        if (json) {
            print(event);
        } else {
            JsonNode failure = event.path("failure");
            print("%s %s %s%s".formatted(now(), logged.getLevel().getName(), logged.getMessage(),
                    failure.isMissingNode() ? "" : " " + failure));
        }
    }

    private ObjectNode event(String level, String name) {
        return mapper.createObjectNode().put("time", clock.instant().toString()).put("level", level).put("event", name);
    }

    private String now() {
        return TIME.format(clock.instant().atZone(zone));
    }

    private void print(Object line) {
        output.append(line + "\n").flush();
    }

    /** A stream that passes each line to {@link #functionPrinted}. The caller synchronizes, as {@link PrintStream} does. */
    OutputStream lines() {
        return new OutputStream() {

            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public void write(int value) {
                if (value == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    functionPrinted(text);
                } else {
                    line.write(value);
                }
            }
        };
    }

    Handler handler() {
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord logged) {
                if (isLoggable(logged)) {
                    log(logged);
                }
            }

            @Override
            public void flush() {
                // Each line is flushed.
            }

            @Override
            public void close() {
                // The output stays open.
            }
        };
        handler.setLevel(Level.INFO);
        return handler;
    }
}
