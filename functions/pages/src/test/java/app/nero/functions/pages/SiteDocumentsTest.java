package app.nero.functions.pages;

import static app.nero.testing.FaultyServer.answers;
import static app.nero.testing.FaultyServer.cutsOffInTheMiddleOf;
import static app.nero.testing.FaultyServer.drips;
import static app.nero.testing.FaultyServer.hangs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SiteDocumentsTest {

    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(200), Duration.ofMillis(400));

    private final MutableClock clock = MutableClock.atNoon();
    private FaultyServer site;
    private SiteDocuments documents;

    @BeforeEach
    void start() throws IOException {
        site = new FaultyServer(answers(200, document("first"))) {
        };
        documents = new SiteDocuments(site.uri(), SHORT, clock, new EventLog(clock, "nero-test"));
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void readsTheDocumentOnceAMinute() {
        assertEquals("first", read());
        site.becomes(answers(200, document("second")));
        clock.advance(SiteDocuments.CACHE_TIME.minusMillis(1));
        assertEquals("first", read());
        assertEquals(1, site.connections());

        clock.advance(Duration.ofMillis(1));

        assertEquals("second", read());
        assertEquals("GET /index.html HTTP/1.1", site.received().getLast().line());
    }

    static Stream<Behaviour> faults() {
        return Stream.of(answers(404, document("missing")), answers(500, ""), answers(200, "{\"sid\":\"sample\"}"),
                answers(200, "<html><head></head></html>"),
                answers(302, document("moved"), "Location: http://127.0.0.1:1/"),
                answers(200, document("x".repeat(SiteDocuments.MAX_BYTES))), cutsOffInTheMiddleOf(200), drips(),
                hangs());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void usesTheLastDocumentWhileTheSiteIsDown(Behaviour fault) {
        read();
        clock.advance(SiteDocuments.CACHE_TIME);
        site.becomes(fault);

        assertEquals("first", read());
        assertEquals(2, site.connections());
        assertEquals("first", read());
        assertEquals(2, site.connections());

        site.becomes(answers(200, document("second")));
        clock.advance(SiteDocuments.PAUSE);
        assertEquals("second", read());
    }

    @Test
    void hasNoDocumentUntilTheSiteWasRead() throws Exception {
        site.becomes(answers(503, ""));

        assertEquals(Optional.empty(), documents.begin().get());
        assertEquals(Optional.empty(), documents.last());
    }

    private String read() {
        try {
            String html = documents.begin().get().orElseThrow().html();
            return html.substring(html.indexOf("<title>") + "<title>".length(), html.indexOf("</title>"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String document(String title) {
        return "<!doctype html><html><head><title>" + title + "</title></head></html>";
    }
}
