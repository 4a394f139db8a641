package app.nero.tests.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Activity;
import app.nero.account.Profile;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.account.UsersContract;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.Characters;
import app.nero.character.CharactersContract;
import app.nero.character.mongo.MongoCharacters;
import app.nero.favorite.Favorite;
import app.nero.favorite.Favorites;
import app.nero.favorite.FavoritesContract;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.EngineSwitches;
import app.nero.generation.EngineSwitchesContract;
import app.nero.generation.Generations;
import app.nero.generation.GenerationsContract;
import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.IdempotencyKeys;
import app.nero.http.IdempotencyKeysContract;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.payment.Payments;
import app.nero.payment.PaymentsContract;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.Uploads;
import app.nero.picture.UploadsContract;
import app.nero.picture.mongo.MongoUploads;
import app.nero.report.Report;
import app.nero.report.Reports;
import app.nero.report.ReportsContract;
import app.nero.report.StoredReports;
import app.nero.report.mongo.MongoReports;
import app.nero.session.Sessions;
import app.nero.session.SessionsContract;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.CodeHash;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerificationCodes;
import app.nero.signin.VerificationCodesContract;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.ErasedNumbersContract;
import app.nero.stars.NumberHashing;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsLedger;
import app.nero.stars.StarsLedgerContract;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.Statistics;
import app.nero.statistics.StatisticsContract;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.template.Categories;
import app.nero.template.CategoriesContract;
import app.nero.template.Label;
import app.nero.template.Page;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.TemplateCounts;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.TemplatesContract;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Some;
import app.nero.throttle.Throttles;
import app.nero.throttle.ThrottlesContract;
import app.nero.throttle.mongo.MongoThrottles;
import app.nero.upkeep.Checkpoints;
import app.nero.upkeep.CheckpointsContract;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.PersonalData;
import app.nero.upkeep.PersonalDataContract;
import app.nero.upkeep.mongo.MongoCheckpoints;
import app.nero.upkeep.mongo.MongoCollections;
import app.nero.upkeep.mongo.MongoErasures;
import app.nero.upkeep.mongo.MongoPersonalData;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs the port contracts on the MongoDB adapters. Subclasses provide the server. */
public abstract class MongoContracts {

    private static MongoConnection connection;
    private static String uri;

    /** @param database the URI of an empty database */
    protected static void connect(String database) {
        uri = database;
        connection = MongoConnection.open(uri);
        MongoCollections.createIndexes(connection);
        // Creating the indexes again must not fail.
        MongoCollections.createIndexes(connection);
    }

    protected static void disconnect() {
        connection.close();
    }

    @Nested
    class OfThrottles extends ThrottlesContract {

        @Override
        protected Throttles throttles() {
            return new MongoThrottles(connection);
        }
    }

    @Nested
    class OfCountsOfRequests extends ThrottlesContract {

        @Override
        protected Throttles throttles() {
            return MongoThrottles.ofRequests(connection);
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
    class OfCharacters extends CharactersContract {

        @Override
        protected Characters characters() {
            return new MongoCharacters(connection);
        }
    }

    @Nested
    class OfUploads extends UploadsContract {

        @Override
        protected Uploads uploads() {
            return new MongoUploads(connection);
        }
    }

    @Nested
    class OfPayments extends PaymentsContract {

        @Override
        protected Payments payments() {
            return new MongoPayments(connection);
        }

        @Override
        protected void erase(Id userId, Instant now) {
            MongoPayments.collection().erase(connection, new Owner(userId, Some.phoneNumber(), now));
        }
    }

    @Nested
    class OfReports extends ReportsContract {

        @Override
        protected Reports reports() {
            return new MongoReports(connection);
        }

        @Override
        protected List<Report> of(Id ownerId) {
            return StoredReports.of(connection, ownerId);
        }
    }

    @Nested
    class OfIdempotencyKeys extends IdempotencyKeysContract {

        @Override
        protected IdempotencyKeys keys() {
            return new MongoIdempotencyKeys(connection);
        }
    }

    @Nested
    class OfUsers extends UsersContract {

        @Override
        protected Users users() {
            return new MongoUsers(connection);
        }
    }

    @Nested
    class OfTemplates extends TemplatesContract {

        @Override
        protected Templates templates() {
            return new MongoTemplates(connection);
        }
    }

    @Nested
    class OfTheStarsLedger extends StarsLedgerContract {

        @Override
        protected StarsLedger ledger() {
            return new MongoStarsLedger(connection);
        }
    }

    @Nested
    class OfEngineSwitches extends EngineSwitchesContract {

        @Override
        protected EngineSwitches switches() {
            return new MongoEngineSwitches(connection);
        }
    }

    @Nested
    class OfErasedNumbers extends ErasedNumbersContract {

        @Override
        protected ErasedNumbers numbers() {
            return new MongoErasedNumbers(connection, new NumberHashing(Some.peppers("1")));
        }

        @Test
        void findsANumberUnderAnyKeyAndStoresNoNumber() {
            Instant now = Instant.now();
            PhoneNumber number = Some.phoneNumber();
            numbers().add(number, now.plusSeconds(60));
            ErasedNumbers rotated = new MongoErasedNumbers(connection, new NumberHashing(Some.peppers("2", "1")));
            ErasedNumbers other = new MongoErasedNumbers(connection, new NumberHashing(Some.peppers("2")));

            assertTrue(rotated.contains(number, now));
            assertFalse(other.contains(number, now));
            rotated.add(number, now.plusSeconds(60));
            assertTrue(other.contains(number, now));
            assertEquals(0, count("erasedNumbers", new Document("_id", number.value())));
        }
    }

    @Nested
    class OfGenerations extends GenerationsContract {

        @Override
        protected Generations generations() {
            return new MongoGenerations(connection);
        }

        @Override
        protected void erase(Id userId, Instant now) {
            MongoGenerations.collection().erase(connection, new Owner(userId, Some.phoneNumber(), now));
        }
    }

    @Nested
    class OfFavorites extends FavoritesContract {

        @Override
        protected Favorites favorites() {
            return new MongoFavorites(connection);
        }
    }

    @Nested
    class OfCategories extends CategoriesContract {

        @Override
        protected Categories categories() {
            return new MongoCategories(connection);
        }

        @Override
        protected Templates templates() {
            return new MongoTemplates(connection);
        }
    }

    @Nested
    class OfCheckpoints extends CheckpointsContract {

        @Override
        protected Checkpoints checkpoints() {
            return new MongoCheckpoints(connection);
        }
    }

    @Nested
    class OfPersonalData extends PersonalDataContract {

        @Override
        protected PersonalData data() {
            return new MongoPersonalData(connection);
        }

        @Override
        protected void add(Favorite favorite) {
            new MongoFavorites(connection).add(favorite);
        }

        @Override
        protected void add(StarsEntry entry) {
            new MongoStarsLedger(connection).append(entry);
        }
    }

    @Nested
    class OfStatistics extends StatisticsContract {

        @Override
        protected Statistics statistics() {
            return new MongoStatistics(connection);
        }
    }

    @Test
    void ranksTemplatesOfAnEarlierVersion() {
        MongoTemplates templates = new MongoTemplates(connection);
        Template template = TemplateBuilder.aTemplate().tags("earlier").likes(7).build();
        templates.add(template);
        makeEarlier(template);
        TemplateQuery popular = new TemplateQuery(Optional.empty(), Label.parse("earlier"), Optional.empty(),
                Optional.empty(), Optional.empty(), TemplateSort.POPULAR);
        assertEquals(Optional.of(template), templates.find(template.id()));
        assertEquals(List.of(), templates.list(popular, new Page(Optional.empty(), 0, 1)));

        MongoCollections.createIndexes(connection);

        assertEquals(List.of(template), templates.list(popular, new Page(Optional.empty(), 0, 1)));
    }

    @Test
    void ranksATemplateOfAnEarlierVersionWhenItsUsesAreSet() {
        MongoTemplates templates = new MongoTemplates(connection);
        Template template = TemplateBuilder.aTemplate().likes(7).build();
        templates.add(template);
        makeEarlier(template);

        assertFalse(counts(templates, template).isRanked());
        assertTrue(templates.setUses(counts(templates, template), 0));
        assertTrue(counts(templates, template).isRanked());
    }

    /** Removes the fields that templates of an earlier version do not have. */
    private static void makeEarlier(Template template) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(new ConnectionString(uri).getDatabase()).getCollection(MongoTemplates.COLLECTION)
                    .updateOne(new Document("_id", MongoIds.objectId(template.id())),
                            new Document("$unset",
                                    new Document("useCount", "").append("popularity", "").append("strength", "")));
        }
    }

    private static TemplateCounts counts(MongoTemplates templates, Template template) {
        return templates.counts(Id.NOBODY, Integer.MAX_VALUE).stream()
                .filter(counts -> counts.templateId().equals(template.id())).findFirst().orElseThrow();
    }

    @Test
    void countsTheActivityOfOneUser() {
        MongoUsers users = new MongoUsers(connection);
        Instant now = Instant.parse("2026-05-14T12:00:00Z");
        User user = users.addIfAbsent(Some.user(now));
        for (Id owner : List.of(user.id(), Some.id())) {
            add(MongoCharacters.COLLECTION, owner, now, "active");
            add(MongoCharacters.COLLECTION, owner, now, "pending");
            add(MongoFavorites.COLLECTION, owner, now, "");
            add(MongoGenerations.COLLECTION, owner, now, "succeeded");
            add(MongoGenerations.COLLECTION, owner, Instant.parse("2026-04-30T23:59:59.999Z"), "succeeded");
            add(MongoGenerations.COLLECTION, owner, Instant.parse("2026-05-01T00:00:00Z"), "succeeded");
            add(MongoGenerations.COLLECTION, owner, now, "failed");
            add(MongoGenerations.COLLECTION, owner, now, "deleting");
        }

        Profile profile = users.findProfile(user.id(), Instant.parse("2026-05-01T00:00:00Z")).orElseThrow();

        assertEquals(new Activity(3, 2, 1, 1), profile.activity());
    }

    @Test
    void erasesOnlyTheGivenUser() {
        MongoErasures erasures = new MongoErasures(connection);
        MongoUsers users = new MongoUsers(connection);
        MongoVerificationCodes codes = new MongoVerificationCodes(connection);
        Instant now = Instant.parse("2026-05-14T12:00:00Z");
        PhoneNumber phone = Some.phoneNumber();
        Id before = new Id("500000000000000000000001");
        Id erased = new Id("500000000000000000000002");
        Id after = new Id("500000000000000000000003");
        users.addIfAbsent(User.first(erased, phone, now));
        users.addIfAbsent(User.first(before, Some.phoneNumber(), now));
        codes.add(new VerificationCode(Some.id(), phone, new CodeHash("1", "old"), now, now, false, 0));
        codes.add(new VerificationCode(Some.id(), phone, new CodeHash("1", "new"), now.plusMillis(1), now, false, 0));
        List<String> owned = List.of("sessions", "favoriteTemplates", "starsLedger");
        for (Id owner : List.of(before, erased, after)) {
            owned.forEach(collection -> add(collection, owner, now, ""));
            addKey(owner + ":POST /characters:key");
        }
        Erasure erasure = new Erasure(erased, phone, now);

        erasures.begin(erasure);
        erasures.begin(erasure);
        List<Erasure> begun = erasures.listDue(now.plusMillis(1), 10);
        List<Erasure> notYet = erasures.listDue(now, 10);
        erasures.postpone(erasure, now.plusMillis(1));
        List<Erasure> postponed = erasures.listDue(now.plusMillis(1), 10);
        erasures.eraseData(erasure);
        erasures.eraseData(erasure);
        erasures.end(erasure);

        assertEquals(List.of(erasure), begun);
        assertEquals(List.of(), notYet);
        assertEquals(List.of(), postponed);
        assertEquals(List.of(), erasures.listDue(now.plusMillis(2), 10));
        assertTrue(users.find(erased).isEmpty());
        assertTrue(users.find(before).isPresent());
        assertEquals("new", codes.countGuess(phone).orElseThrow().hash().value());
        assertEquals(1, count("verificationCodes", new Document("phoneNumber", phone.value())));
        for (String collection : owned) {
            assertEquals(0, count(collection, new Document("userId", new ObjectId(erased.value()))), collection);
            assertEquals(1, count(collection, new Document("userId", new ObjectId(before.value()))), collection);
            assertEquals(1, count(collection, new Document("userId", new ObjectId(after.value()))), collection);
        }
        assertEquals(0, count("idempotencyKeys", new Document("_id", erased + ":POST /characters:key")));
        assertEquals(1, count("idempotencyKeys", new Document("_id", before + ":POST /characters:key")));
        assertEquals(1, count("idempotencyKeys", new Document("_id", after + ":POST /characters:key")));
    }

    private static void addKey(String id) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(new ConnectionString(uri).getDatabase()).getCollection("idempotencyKeys")
                    .insertOne(new Document("_id", id));
        }
    }

    private static long count(String collection, Document filter) {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase(new ConnectionString(uri).getDatabase()).getCollection(collection)
                    .countDocuments(filter);
        }
    }

    /** The embedded server runs one command at a time. On a real server, these unique indexes decide races. */
    @Test
    void createsTheUniqueIndexesThatDecideRaces() {
        try (MongoClient client = MongoClients.create(uri)) {
            assertTrue(isUnique(client, "users", "phoneNumber"));
            assertTrue(isUnique(client, "sessions", "tokenHash"));
            assertTrue(isUnique(client, "sessions", "familyId"));
            assertTrue(isUnique(client, "categories", "slug"));
            assertTrue(isUnique(client, "favoriteTemplates", "userId", "templateId"));
            assertTrue(isUnique(client, "generatedImages", "slot"));
            assertTrue(isUnique(client, "generatedImages", "slug"));
            assertTrue(isUnique(client, "generatedImages", "providerRef"));
            assertFalse(isUnique(client, "sessions", "userId"));
        }
    }

    /** MongoDB deletes the documents of these collections once they have expired. */
    @Test
    void createsTheIndexesByWhichDocumentsExpire() {
        Set<String> expiring = new TreeSet<>();
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase(new ConnectionString(uri).getDatabase());
            for (String name : MongoCollections.all().stream().map(StoredCollection::name).toList()) {
                for (Document index : database.getCollection(name).listIndexes()) {
                    if (index.get("expireAfterSeconds", Number.class) != null) {
                        assertEquals(Set.of("expiresAt"), index.get("key", Document.class).keySet(), name);
                        assertEquals(0, index.get("expireAfterSeconds", Number.class).intValue(), name);
                        expiring.add(name);
                    }
                }
            }
        }
        assertEquals(Set.of("erasedNumbers", "idempotencyKeys", "reports", "sessions", "throttles",
                "verificationCodes"), expiring);
    }

    private static boolean isUnique(MongoClient client, String collection, String... fields) {
        for (Document index : client.getDatabase(new ConnectionString(uri).getDatabase()).getCollection(collection)
                .listIndexes()) {
            if (index.get("key", Document.class).keySet().equals(Set.of(fields))) {
                return Boolean.TRUE.equals(index.getBoolean("unique"));
            }
        }
        throw new AssertionError("No index on " + collection + "." + List.of(fields));
    }

    private static void add(String collection, Id owner, Instant createdAt, String status) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(new ConnectionString(uri).getDatabase()).getCollection(collection)
                    .insertOne(new Document("_id", new ObjectId(Some.id().value()))
                            .append("userId", new ObjectId(owner.value()))
                            .append("templateId", new ObjectId(Some.id().value()))
                            .append("createdAt", Date.from(createdAt)).append("status", status)
                            .append("tokenHash", Some.id().value()).append("familyId", Some.id().value())
                            .append("ref", Some.id().value()).append("number", 1));
        }
    }
}
