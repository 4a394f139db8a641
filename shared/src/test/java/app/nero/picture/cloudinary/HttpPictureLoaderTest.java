package app.nero.picture.cloudinary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.Picture;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Downloads from a server that answers, refuses, hangs, sends slowly and closes the connection. */
class HttpPictureLoaderTest {

    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(500), Duration.ofMillis(500));

    private CloudinaryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CloudinaryServer(FaultyServer.answers(200, "\u00ff\u00d8picture"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void loadsTheBytesOfAPicture() {
        assertArrayEquals("\u00ff\u00d8picture".getBytes(ISO_8859_1), load(TimeLimits.DEFAULT).orElseThrow());
        assertTrue(server.received().getFirst().line().startsWith("GET /nero/x.jpg "));
    }

    @Test
    void findsNothingWhereThereIsNoPicture() {
        server.becomes(FaultyServer.answers(404, "no"));

        assertEquals(Optional.empty(), load(TimeLimits.DEFAULT));
    }

    @Test
    void loadsNothingThatIsTooLarge() {
        server.becomes(FaultyServer.answers(200, "x".repeat(Picture.MAX_BYTES)));
        assertEquals(Picture.MAX_BYTES, load(TimeLimits.DEFAULT).orElseThrow().length);
        server.becomes(FaultyServer.answers(200, "x".repeat(Picture.MAX_BYTES + 1)));

        assertEquals(Optional.empty(), load(TimeLimits.DEFAULT));
    }

    static Stream<Behaviour> failures() {
        return Stream.of(FaultyServer.answers(500, "broken"), FaultyServer.answers(403, "no"),
                FaultyServer.answers(302, "", "Location: http://127.0.0.1:1/"), FaultyServer.hangs(),
                FaultyServer.drips(), FaultyServer.cutsOffBeforeTheAnswer(), FaultyServer.cutsOffInTheMiddleOf(200));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysThatTheStoreIsUnavailableAndNamesNoAddress(Behaviour failure) {
        server.becomes(failure);

        UnavailableException e = assertThrows(UnavailableException.class, () -> load(SHORT));

        assertEquals(Service.STORAGE, e.service());
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        assertFalse(text.toString().contains("127.0.0.1"));
    }

    @Test
    void endsByTheDeadline() {
        server.becomes(FaultyServer.hangs());
        long start = System.nanoTime();

        assertThrows(UnavailableException.class,
                () -> Deadline.within(Duration.ofMillis(200), () -> load(TimeLimits.DEFAULT)));

        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5_000);
    }

    private Optional<byte[]> load(TimeLimits limits) {
        return new HttpPictureLoader(limits).load(server.uri() + "/nero/x.jpg");
    }
}
