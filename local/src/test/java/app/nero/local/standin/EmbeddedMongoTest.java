package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void keepsDataAcrossRestarts() throws Exception {
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            things(client).insertOne(new Document("_id", 1).append("name", "lamp"));
        }

        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            assertEquals("lamp", things(client).find(Filters.eq("_id", 1)).first().getString("name"));
        }
    }

    @Test
    void supportsUpdateOperators() throws Exception {
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            ObjectId id = new ObjectId();
            var upsert = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

            Document created = things(client).findOneAndUpdate(Filters.eq("phone", "+1"),
                    Updates.combine(Updates.setOnInsert("_id", id), Updates.inc("sends", 1),
                            Updates.addToSet("roles", "user"), Updates.push("log", "created")),
                    upsert);
            Document changed = things(client).findOneAndUpdate(Filters.eq("phone", "+1"), Updates.combine(
                    Updates.setOnInsert("_id", new ObjectId()), Updates.inc("sends", 1),
                    Updates.pull("log", "created")),
                    upsert);

            assertEquals(id, created.getObjectId("_id"));
            assertEquals(id, changed.getObjectId("_id"));
            assertEquals(2, changed.getInteger("sends"));
            assertEquals(List.of("user"), changed.getList("roles", String.class));
            assertEquals(List.of(), changed.getList("log", String.class));
        }
    }

    @Test
    void supportsLookupWithAPipeline() throws Exception {
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            client.getDatabase("nero").getCollection("likes").insertOne(new Document("thing", 1).append("user", 7));
            things(client).insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
            var ofThing = Filters.expr(new Document("$eq", List.of("$thing", "$$id")));

            List<Integer> likes = things(client)
                    .aggregate(List.of(Aggregates.lookup("likes", List.of(new Variable<>("id", "$_id")),
                            List.of(Aggregates.match(ofThing)), "likes")))
                    .map(thing -> thing.getList("likes", Document.class).size()).into(new ArrayList<>());

            assertEquals(List.of(1, 0), likes);
        }
    }

    @Test
    void returnsADistinctCountToEachConcurrentUpdate() throws Exception {
        Set<Long> counts = ConcurrentHashMap.newKeySet();
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            things(client).insertOne(new Document("_id", 1).append("n", 0L));
            var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

            try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
                for (int i = 0; i < 400; i++) {
                    threads.submit(() -> counts.add(things(client)
                            .findOneAndUpdate(Filters.eq("_id", 1), Updates.inc("n", 1L), after).getLong("n")));
                }
            }
        }

        assertEquals(400, counts.size());
    }

    @Test
    void deletesExpiredDocuments() throws Exception {
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            things(client).createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
            things(client)
                    .insertMany(List.of(new Document("_id", "expired").append("at", Date.from(NOW.minusSeconds(61))),
                            new Document("_id", "valid").append("at", Date.from(NOW.minusSeconds(59))),
                            new Document("_id", "text").append("at", "long ago"), new Document("_id", "none")));

            mongo.removeExpired();

            assertEquals(Set.of("valid", "text", "none"), Set.copyOf(
                    things(client).find().map(thing -> thing.getString("_id")).into(new ArrayList<String>())));
        }
    }

    @Test
    void storesDataReadableByItsOwnerOnly() throws Exception {
        try (EmbeddedMongo mongo = start()) {
            assertTrue(mongo.uri().startsWith("mongodb://127.0.0.1:"));
        }

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data())));
        try (var files = Files.list(data())) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (EmbeddedMongo mongo = start()) {
            var exception = assertThrows(IllegalStateException.class, this::start);

            assertTrue(exception.getMessage().contains("in use"), exception.getMessage());
            assertFalse(mongo.uri().isEmpty());
        }
    }

    @Tag("slow")
    @Test
    void doesNotGrowWithEachUpdate() throws Exception {
        try (EmbeddedMongo mongo = start(); MongoClient client = MongoClients.create(mongo.uri())) {
            things(client).insertOne(new Document("_id", 1).append("n", 0L));
            for (int i = 0; i < 6_000; i++) {
                things(client).updateOne(Filters.eq("_id", 1), Updates.inc("n", 1L));
            }
            assertNull(things(client).find(Filters.eq("_id", 2)).first());
        }

        try (var files = Files.list(data())) {
            assertTrue(Files.size(files.findFirst().orElseThrow()) < 32_000_000);
        }
    }

    private EmbeddedMongo start() throws Exception {
        return EmbeddedMongo.start(data(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static MongoCollection<Document> things(MongoClient client) {
        return client.getDatabase("nero").getCollection("things");
    }
}
