package app.nero.functions.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.nero.http.EventLog;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.mongo.MongoConnection;
import app.nero.testing.FaultyServer;
import app.nero.testing.StackEvents;
import app.nero.testing.TestContext;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertEquals(
                "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\"indexes\",\"StackId\":\"a-stack\",\"RequestId\":\"a-request\","
                        + "\"LogicalResourceId\":\"Indexes\"}",
                report.body());
    }

    /** What the operator reads, and the failure. Its message must not be shown. */
    static Stream<Arguments> failures() {
        String secret = "a message with a secret";
        ServerAddress server = new ServerAddress("secret.example");
        BsonDocument unauthorized = BsonDocument.parse("{ok: 0, code: 13, errmsg: 'a message with a secret'}");
        return Stream.of(
                arguments("refused the user or the password",
                        unavailable(new MongoSecurityException(MongoCredential.createCredential("u", "d", new char[0]),
                                secret))),
                arguments("may not create indexes", unavailable(new MongoCommandException(unauthorized, server))),
                arguments("access list", unavailable(new MongoTimeoutException(secret))),
                arguments("access list", unavailable(new MongoSocketReadException(secret, server))),
                arguments("MONGODB_URI cannot be used", unavailable(new MongoConfigurationException(secret))),
                arguments("MONGODB_URI cannot be used", new IllegalArgumentException(secret)),
                arguments("could not be created", new IllegalStateException(secret)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToCheckIfItFails(String advice, RuntimeException failure) throws IOException {
        handle("Update", () -> {
            throw failure;
        });

        String report = cloudFormation.received().getFirst().body();
        assertTrue(report.contains("\"Status\":\"FAILED\""), report);
        assertTrue(report.contains(advice), report);
        assertTrue(report.contains("a-lambda-request-id"), report);
        assertFalse(report.contains("secret"), report);
    }

    @Test
    void saysThatNobodyListensAtTheAddress() throws IOException {
        handle("Create", () -> {
            try (MongoConnection nowhere = MongoConnection.open("mongodb://127.0.0.1:9/nero?timeoutMS=200")) {
                nowhere.collection("users").findFirst(new BsonDocument());
            }
        });

        String report = cloudFormation.received().getFirst().body();
        assertTrue(report.contains("cannot be reached"), report);
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

    private static RuntimeException unavailable(MongoException cause) {
        return new UnavailableException(Service.DATABASE, cause);
    }

    private void handle(String requestType, Runnable createIndexes) throws IOException {
        String event = StackEvents.of(requestType, cloudFormation.uri() + "/response?signature=s");
        new IndexesHandler(createIndexes, new EventLog(Clock.systemUTC(), "nero")).handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream(),
                new TestContext());
    }
}
