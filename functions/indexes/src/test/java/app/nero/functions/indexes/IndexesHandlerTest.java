package app.nero.functions.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.EventLog;
import app.nero.testing.FaultyServer;
import app.nero.testing.StackEvents;
import app.nero.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexesHandlerTest {

    private final AtomicInteger runs = new AtomicInteger();
    private FaultyServer cloudFormation;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = new FaultyServer(FaultyServer.answers(200, "")) {
        };
    }

    @AfterEach
    void stop() throws IOException {
        cloudFormation.close();
    }

    @Test
    void createsIndexesAndReportsSuccess() throws IOException {
        handle("Create", runs::incrementAndGet);

        assertEquals(1, runs.get());
        FaultyServer.Received report = cloudFormation.received().getFirst();
        assertEquals("PUT /response?signature=s HTTP/1.1", report.line());
        assertFalse(report.headers().containsKey("content-type"));
        assertEquals("{\"Status\":\"SUCCESS\",\"Reason\":\"See the log of request a-lambda-request-id\","
                + "\"PhysicalResourceId\":\"indexes\",\"StackId\":\"a-stack\",\"RequestId\":\"a-request\","
                + "\"LogicalResourceId\":\"Indexes\"}", report.body());
    }

    @Test
    void reportsFailureWithoutDetailsIfTheDatabaseIsDown() throws IOException {
        handle("Update", () -> {
            throw new IllegalStateException("a message with a secret");
        });

        String report = cloudFormation.received().getFirst().body();
        assertTrue(report.contains("\"Status\":\"FAILED\""), report);
        assertFalse(report.contains("secret"), report);
    }

    @Test
    void keepsTheIndexesWhenTheStackIsDeleted() throws IOException {
        handle("Delete", runs::incrementAndGet);

        assertEquals(0, runs.get());
        assertTrue(cloudFormation.received().getFirst().body().contains("\"Status\":\"SUCCESS\""));
    }

    @Test
    void failsIfTheResponseCannotBeSent() {
        cloudFormation.becomes(FaultyServer.answers(403, ""));

        assertThrows(IOException.class, () -> handle("Create", runs::incrementAndGet));
    }

    private void handle(String requestType, Runnable createIndexes) throws IOException {
        String event = StackEvents.of(requestType, cloudFormation.uri() + "/response?signature=s");
        new IndexesHandler(createIndexes, new EventLog(Clock.systemUTC(), "nero")).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream(),
                new TestContext());
    }
}
