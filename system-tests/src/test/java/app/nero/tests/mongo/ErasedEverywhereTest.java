package app.nero.tests.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.audit.AuditEntry;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.character.CharacterDraft;
import app.nero.character.CharacterImage;
import app.nero.character.mongo.MongoCharacters;
import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.Allowance;
import app.nero.generation.ClearGeneration;
import app.nero.generation.CloseDraft;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.SettleGeneration;
import app.nero.generation.SweepGenerations;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.IdempotencyKey;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.local.standin.EmbeddedMongo;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.mongo.MongoUploads;
import app.nero.report.Report;
import app.nero.report.ReportReason;
import app.nero.report.mongo.MongoReports;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.CodeHash;
import app.nero.signin.VerificationCode;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.stars.MoveStars;
import app.nero.stars.NumberHashing;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.mongo.MongoThrottles;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches every collection for a user's id and phone number, before and after the account is erased. */
class ErasedEverywhereTest {

    /** The collections that never contain data of a user, and why. */
    private static final Map<String, String> IMPERSONAL = Map.of(
            "templates", "written by admins for all users",
            "categories", "written by admins for all users",
            "dailyCounts", "counts over all users",
            "checkpoints", "positions of scheduled jobs",
            "erasedNumbers", "only keyed hashes");

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
        addDocumentsOf(user);
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

    @Test
    void exportsWhatItErasesExceptSecrets() {
        Owner owner = new Owner(user.id(), user.phoneNumber(), clock.instant());

        Map<String, String> export = all().stream().filter(collection -> collection.owned().isPresent())
                .collect(Collectors.toMap(StoredCollection::name, collection -> collection.export(connection, owner)
                        .stream().map(Document::toJson).collect(Collectors.joining())));

        Set<String> expected = collectionsThatNameTheUser();
        expected.removeAll(Set.of("auditLog", "uploads", "throttles"));
        assertEquals(expected, export.keySet());
        export.forEach((name, json) -> assertTrue(namesTheUser(json), name));
        export.forEach((name, json) -> assertFalse(json.contains("tokenHash") || json.contains("codeHash"), name));
    }

    private static List<StoredCollection> all() {
        return MongoCollections.all();
    }

    private void addDocumentsOf(User user) {
        Instant now = clock.instant();
        Instant later = now.plus(Duration.ofHours(1));
        Id id = user.id();
        new MongoUsers(connection).addIfAbsent(user);
        new MongoSessions(connection)
                .add(Session.begin(Some.id(), id, RefreshToken.random(new SecureRandom()), "", now, later));
        new MongoFavorites(connection).add(new Favorite(Some.id(), id, Some.id(), now));
        new MongoStarsLedger(connection).append(StarsEntry.first(Some.id(), id, 3, now));
        new MongoVerificationCodes(connection).add(new VerificationCode(Some.id(), user.phoneNumber(),
                new CodeHash("1", "hash"), now, later, false, 0));
        new MongoThrottles(connection).take(Some.guessLimit().of(user.phoneNumber()), now);
        new MongoIdempotencyKeys(connection).claim(new IdempotencyKey(id, "POST /characters", "key"), "", Some.id(),
                now);
        new MongoUploads(connection)
                .add(List.of(Upload.granted(PublicId.ofCharacter(id, Some.id()), id, later, later)));
        new MongoAuditLog(connection).append(new AuditEntry(Some.id(), AuditEntry.COMMAND_LINE, "user.edit", id,
                Map.of("role", "user"), Map.of("role", "admin"), now));
        new MongoReports(connection)
                .add(new Report(Some.id(), Some.id(), id, ReportReason.OTHER, Optional.empty(), now));
        addCharacters(id, now, later);
        new MongoGenerations(connection).draft(GenerationBuilder.aGeneration().userId(id).createdAt(now).build(),
                new Allowance(1, List.of()));
    }

    /** Adds an active character and one whose pictures are still being uploaded. */
    private void addCharacters(Id userId, Instant now, Instant later) {
        MongoCharacters characters = new MongoCharacters(connection);
        PublicId picture = PublicId.ofCharacter(userId, Some.id());
        List<CharacterDraft> drafts = Stream.of("Sara", "Omid").map(name -> new CharacterDraft(Some.id(), userId,
                new PersonName(name), List.of(picture), now, later)).toList();
        drafts.forEach(characters::draft);
        characters.complete(drafts.getFirst().id(), List.of(new CharacterImage(picture, "https://pictures.example/")),
                now);
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
