package app.nero.tests.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.local.standin.EmbeddedMongo;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.StoredCollection;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.upkeep.PersonalData.Section;
import app.nero.upkeep.mongo.MongoCollections;
import app.nero.upkeep.mongo.MongoPersonalData;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares a user's documents in all collections with the export of the user's data. */
class ExportedEverywhereTest {

    /** The collections with data of a user that no export contains, and why. */
    private static final Map<String, String> NOT_EXPORTED = Map.of(
            "throttles", "counts and marks that end within a day, many of them of a number or an address",
            "erasures", "exist only once the account is deleted");

    /** The fields that only Nero needs, or that are secret or about others. */
    private static final Map<String, List<String>> WITHHELD = Map.of(
            "users", List.of("starsEntry", "plansVersion"),
            "sessions", List.of("tokenHash", "previousHash", "successor", "familyId"),
            "generatedImages", List.of("version", "slot", "attempt", "leaseId", "leaseUntil", "queuedAt", "submittedAt",
                    "providerRef", "sweepAt", "metadata.providerCost", "removal"),
            "reports", List.of("note"),
            "payments", List.of("page", "sweepAt"),
            "characters", List.of("place", "sweepAt"),
            "verificationCodes", List.of("codeHash", "keyId"),
            "idempotencyKeys", List.of("bodyHash", "holder", "heldUntil", "headers", "answer"),
            "uploads", List.of("sweepAt"),
            "auditLog", List.of("actor"));

    /** Everything else. Decide here about each field that a collection gets. */
    private static final Map<String, Set<String>> EXPORTED = Map.ofEntries(
            Map.entry("users", Set.of("id", "phoneNumber", "name", "email", "subscription", "plans", "stars", "role",
                    "isVerified", "createdAt", "updatedAt")),
            Map.entry("sessions", Set.of("id", "userId", "userAgent", "createdAt", "lastUsedAt", "expiresAt")),
            Map.entry("favoriteTemplates", Set.of("id", "userId", "templateId", "createdAt")),
            Map.entry("starsLedger",
                    Set.of("id", "userId", "number", "amount", "balance", "owedChange", "owed", "kind", "reason", "ref",
                            "createdAt")),
            Map.entry("generatedImages", Set.of("id", "userId", "type", "status", "prompt", "rootId", "characterIds",
                    "sources", "metadata", "stars", "visibility", "showPrompt", "createdAt")),
            Map.entry("payments",
                    Set.of("id", "userId", "productId", "product", "amount", "currency", "provider", "status",
                            "createdAt")),
            Map.entry("reports", Set.of("id", "generationId", "ownerId", "reason", "createdAt", "expiresAt")),
            Map.entry("characters", Set.of("id", "userId", "name", "images", "status", "createdAt", "updatedAt")),
            Map.entry("verificationCodes", Set.of("id", "phoneNumber", "createdAt", "expiresAt", "isUsed", "attempts")),
            Map.entry("idempotencyKeys", Set.of("id", "state", "subject", "expiresAt")),
            Map.entry("uploads", Set.of("id", "userId", "expiresAt")),
            Map.entry("auditLog", Set.of("id", "action", "target", "before", "after", "createdAt")));

    private static final String SECRET = "not for the export";

    private final MutableClock clock = MutableClock.atNoon();
    private final User user = Some.user(clock.instant());
    private final User other = Some.user(clock.instant());
    private EmbeddedMongo server;
    private MongoClient client;
    private MongoDatabase database;
    private MongoConnection connection;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        server = EmbeddedMongo.start(data, clock);
        client = MongoClients.create(server.uri());
        database = client.getDatabase(new ConnectionString(server.uri()).getDatabase());
        connection = MongoConnection.open(server.uri());
        MongoCollections.createIndexes(connection);
        DocumentsOfAUser.add(connection, user, clock.instant());
    }

    @AfterEach
    void stop() {
        connection.close();
        client.close();
        server.close();
    }

    @Test
    void exportsEveryCollectionThatCanNameAUser() {
        Set<String> personal = MongoCollections.all().stream().map(StoredCollection::name)
                .filter(name -> !ErasedEverywhereTest.IMPERSONAL.containsKey(name) && !NOT_EXPORTED.containsKey(name))
                .collect(Collectors.toSet());

        Map<String, List<String>> export = export();

        assertEquals(personal, export.keySet());
        export.forEach((name, documents) -> {
            assertFalse(documents.isEmpty(), name);
            documents.forEach(document -> assertTrue(names(user, document), document));
        });
    }

    @Test
    void exportsAllFieldsExceptThoseThatAreWithheld() {
        WITHHELD.forEach((name, fields) -> {
            Document secrets = new Document();
            fields.forEach(field -> secrets.append(field, SECRET));
            assertEquals(1, database.getCollection(name).updateOne(new Document(), new Document("$set", secrets))
                    .getMatchedCount(), name);
        });

        Map<String, Set<String>> fields = new TreeMap<>();
        export().forEach((name, documents) -> {
            documents.forEach(document -> assertFalse(document.contains(SECRET), document));
            fields.put(name, documents.stream().flatMap(document -> Document.parse(document).keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new)));
        });

        assertEquals(new TreeMap<>(EXPORTED), fields);
    }

    @Test
    void exportsNothingOfOthers() {
        DocumentsOfAUser.add(connection, other, clock.instant());

        export().values().stream().flatMap(List::stream)
                .forEach(document -> assertFalse(names(other, document), document));
    }

    private Map<String, List<String>> export() {
        return new MongoPersonalData(connection)
                .read(user.id(), user.phoneNumber(), clock.instant(), Optional.empty(), Integer.MAX_VALUE).orElseThrow()
                .sections().stream().collect(Collectors.toMap(Section::name, Section::documents));
    }

    private static boolean names(User one, String json) {
        return Stream.of(one.id().value(), one.phoneNumber().value()).anyMatch(json::contains);
    }
}
