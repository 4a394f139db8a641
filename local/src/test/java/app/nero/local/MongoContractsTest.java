package app.nero.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.contract.SessionsContract;
import app.nero.contract.ThrottlesContract;
import app.nero.contract.UsersContract;
import app.nero.contract.VerificationCodesContract;
import app.nero.domain.Id;
import app.nero.domain.session.Sessions;
import app.nero.domain.signin.VerificationCodes;
import app.nero.domain.throttle.Throttles;
import app.nero.domain.user.Activity;
import app.nero.domain.user.Profile;
import app.nero.domain.user.User;
import app.nero.domain.user.Users;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoIndexes;
import app.nero.infrastructure.mongo.MongoSessions;
import app.nero.infrastructure.mongo.MongoThrottles;
import app.nero.infrastructure.mongo.MongoUsers;
import app.nero.infrastructure.mongo.MongoVerificationCodes;
import app.nero.testing.Some;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ports' contracts on the real adapters, through the real driver, on the server that developers run. */
class MongoContractsTest {

    private static EmbeddedMongo server;
    private static MongoConnection connection;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = EmbeddedMongo.start(data, Clock.systemUTC());
        connection = MongoConnection.open(server.uri());
        MongoIndexes.create(connection);
        MongoIndexes.create(connection);
    }

    @AfterAll
    static void stop() {
        connection.close();
        server.close();
    }

    @Nested
    class OfThrottles extends ThrottlesContract {

        @Override
        protected Throttles throttles() {
            return new MongoThrottles(connection);
        }
    }

    @Nested
    class OfVerificationCodes extends VerificationCodesContract {

        @Override
        protected VerificationCodes codes() {
            return new MongoVerificationCodes(connection);
        }
    }

    @Nested
    class OfSessions extends SessionsContract {

        @Override
        protected Sessions sessions() {
            return new MongoSessions(connection);
        }
    }

    @Nested
    class OfUsers extends UsersContract {

        @Override
        protected Users users() {
            return new MongoUsers(connection);
        }
    }

    @Test
    void countsWhatAPersonMadeAndMarkedAndNothingOfOthers() {
        MongoUsers users = new MongoUsers(connection);
        Instant now = Instant.parse("2026-05-14T12:00:00Z");
        User user = users.addIfAbsent(Some.user(now));
        for (Id owner : List.of(user.id(), Some.id())) {
            add("characters", owner, now, "active");
            add("characters", owner, now, "pending");
            add("favoriteTemplates", owner, now, "");
            add("generatedImages", owner, now, "");
            add("generatedImages", owner, Instant.parse("2026-04-30T23:59:59.999Z"), "");
            add("generatedImages", owner, Instant.parse("2026-05-01T00:00:00Z"), "");
        }

        Profile profile = users.findProfile(user.id(), Instant.parse("2026-05-01T00:00:00Z")).orElseThrow();

        assertEquals(new Activity(3, 2, 1, 1), profile.activity());
    }

    /** The embedded server decides races one after another; elsewhere it is these indexes that decide them. */
    @Test
    void makesTheIndexesThatDecideRaces() {
        try (MongoClient client = MongoClients.create(server.uri())) {
            assertTrue(isUnique(client, "users", "phoneNumber"));
            assertTrue(isUnique(client, "sessions", "tokenHash"));
            assertTrue(isUnique(client, "sessions", "familyId"));
            assertFalse(isUnique(client, "sessions", "userId"));
        }
    }

    private static boolean isUnique(MongoClient client, String collection, String field) {
        for (Document index : client.getDatabase("nero").getCollection(collection).listIndexes()) {
            if (index.get("key", Document.class).keySet().equals(Set.of(field))) {
                return Boolean.TRUE.equals(index.getBoolean("unique"));
            }
        }
        throw new AssertionError("no index on " + collection + "." + field);
    }

    private static void add(String collection, Id owner, Instant createdAt, String status) {
        try (MongoClient client = MongoClients.create(server.uri())) {
            client.getDatabase("nero").getCollection(collection)
                    .insertOne(new Document("_id", new ObjectId(Some.id().value()))
                            .append("userId", new ObjectId(owner.value()))
                            .append("templateId", new ObjectId(Some.id().value()))
                            .append("createdAt", Date.from(createdAt)).append("status", status));
        }
    }
}
