package app.nero.tests.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.ClearGeneration;
import app.nero.generation.CloseDraft;
import app.nero.generation.SettleGeneration;
import app.nero.generation.SweepGenerations;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.local.standin.EmbeddedMongo;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.StoredCollection;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.NumberHashing;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.FinishErasures;
import app.nero.upkeep.SweepPictures;
import app.nero.upkeep.mongo.MongoCollections;
import app.nero.upkeep.mongo.MongoErasures;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches every collection for a user's id and phone number, before and after the account is erased. */
class ErasedEverywhereTest {

    /** The collections that never contain data of a user, and why. */
    static final Map<String, String> IMPERSONAL = Map.of(
            "templates", "written by admins for all users",
            "categories", "written by admins for all users",
            "dailyCounts", "counts over all users",
            "checkpoints", "positions of scheduled jobs",
            "erasedNumbers", "only keyed hashes",
            "enginesOff", "ids of engines");

    /** The collections that still name the user right after an erasure, and why. */
    private static final Map<String, String> KEPT_AT_FIRST = Map.of(
            "auditLog", "an erasure must not hide what admins did",
            "characters", "until the sweeper has removed their pictures",
            "generatedImages", "until the sweeper has removed their images and sources",
            "uploads", "until the sweeper has removed their pictures",
            "erasures", "until requests that began before the erasure can no longer write",
            "throttles", "until they expire: a new account must not reset the limits on codes");

    private static final Set<String> KEPT = Set.of("auditLog");

    private final MutableClock clock = MutableClock.atNoon();
    private final User user = Some.user(clock.instant());
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
    void removesTheUserFromAllCollectionsExceptTheAuditLog() {
        MongoErasures erasures = new MongoErasures(connection);
        MongoErasedNumbers erasedNumbers = new MongoErasedNumbers(connection, new NumberHashing(Some.peppers("1")));
        Erasure erasure = new Erasure(user.id(), user.phoneNumber(), clock.instant());
        erasures.begin(erasure);
        Set<String> before = collectionsThatNameTheUser();

        erasures.eraseData(erasure);
        Set<String> after = collectionsThatNameTheUser();
        clock.advance(Duration.ofDays(2));
        new FinishErasures(erasures, erasedNumbers, Duration.ofMinutes(15), clock).finish();
        sweepGenerations();
        sweepPictures();
        server.removeExpired();

        assertEquals(all().stream().map(StoredCollection::name).filter(name -> !IMPERSONAL.containsKey(name))
                .collect(Collectors.toSet()), before,
                "Each collection has a document of the user, or is in IMPERSONAL.");
        assertEquals(KEPT_AT_FIRST.keySet(), after);
        assertEquals(KEPT, collectionsThatNameTheUser());
        assertTrue(erasedNumbers.contains(user.phoneNumber(), clock.instant()));
    }

    /** So that no request that is still running can pay for a generation that the erasure has missed. */
    @Test
    void erasesTheAccountFirstAndTheLedgerBeforeGenerations() {
        List<String> names = all().stream().map(StoredCollection::name).toList();

        assertEquals("users", names.getFirst());
        assertTrue(names.indexOf("starsLedger") < names.indexOf("generatedImages"));
    }

    private static List<StoredCollection> all() {
        return MongoCollections.all();
    }

    private void sweepPictures() {
        new SweepPictures(new MongoCharacters(connection), new MongoUploads(connection), new InMemoryImageStore(),
                (_, _) -> Use.NONE, clock).sweep();
    }

    private void sweepGenerations() {
        MongoGenerations generations = new MongoGenerations(connection);
        MongoUploads uploads = new MongoUploads(connection);
        MongoUsers users = new MongoUsers(connection);
        MoveStars moveStars = new MoveStars(new MongoStarsLedger(connection), users, clock, new SecureRandom());
        SweepGenerations sweep = new SweepGenerations(generations,
                new SettleGeneration(generations, moveStars, uploads, clock),
                new CloseDraft(generations, moveStars, uploads, clock),
                new ClearGeneration(generations, new InMemoryImageStore(), uploads, clock), (_, _) -> {}, clock);
        sweep.sweep();
        sweep.sweep();
    }

    /** Searches all collections in the database, including those that Nero does not declare. */
    private Set<String> collectionsThatNameTheUser() {
        return StreamSupport.stream(database.listCollectionNames().spliterator(), false)
                .filter(name -> StreamSupport.stream(database.getCollection(name).find().spliterator(), false)
                        .anyMatch(document -> namesTheUser(document.toJson())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean namesTheUser(String json) {
        return json.contains(user.id().value()) || json.contains(user.phoneNumber().value());
    }
}
