package app.nero.tests.http;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.mongo.MongoUsers;
import app.nero.generation.Allowance;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.Guard;
import app.nero.generation.Lease;
import app.nero.generation.RunGeneration;
import app.nero.generation.Sharing;
import app.nero.generation.SourceImage;
import app.nero.generation.SourceRole;
import app.nero.generation.Visibility;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.Upload;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsKind;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user's generations leave: counts in the profile, and nothing after the account is deleted. */
@Tag("mongodb")
class OwnGenerationsHttpTest {

    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase database;
    private static MongoConnection connection;
    private static MongoGenerations generations;
    private static MongoUploads uploads;
    private static ImageStore store;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String token = api.signIn(ApiClient.newPhone());
    private final Id userId = new Id(api.get("/users/me", token).data().at("/user/id").asText());

    @BeforeAll
    static void start() {
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
        mongo = MongoClients.create(nero.settings().get("MONGODB_URI"));
        database = RunningNero.database(nero, mongo);
        connection = MongoConnection.open(nero.settings().get("MONGODB_URI"));
        generations = new MongoGenerations(connection);
        uploads = new MongoUploads(connection);
        store = new CloudinaryImageStore(CloudinaryAccount.parse(nero.settings().get("CLOUDINARY_URL")));
    }

    @AfterAll
    static void stop() {
        connection.close();
        mongo.close();
        nero.close();
    }

    @Test
    void countsSucceededGenerationsInTheProfile() {
        Instant monthStart = now.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
        succeeded(aGeneration().createdAt(now));
        succeeded(aGeneration().createdAt(monthStart));
        succeeded(aGeneration().createdAt(monthStart.minusMillis(1)));
        queued(aGeneration().createdAt(now));
        Generation failed = running(aGeneration().createdAt(now));
        generations.fail(failed.id(), new Guard.Leased(failed.progress().lease().orElseThrow().id()),
                FailureCode.NO_IMAGE, now);

        JsonNode stats = api.get("/users/profile", token).data().get("stats");

        assertEquals(3, stats.get("totalEdits").asInt());
        assertEquals(2, stats.get("editsThisMonth").asInt());
    }

    @Test
    void endsJobsAndSharesAndDestroysImagesWhenTheAccountIsDeleted() throws Exception {
        StoredPicture source = source();
        Generation shared = succeeded(aGeneration().createdAt(now)
                .sources(List.of(new SourceImage(source.publicId(), SourceRole.SUBJECT))));
        register(source.publicId(), shared.id());
        generations.share(userId, shared.id(), Optional.empty(),
                new Sharing(Visibility.PUBLIC, Optional.of("a-link-to-share"), true));
        Generation queued = queued(aGeneration().createdAt(now));
        Generation running = running(aGeneration().createdAt(now));
        Lease lease = running.progress().lease().orElseThrow();
        GeneratedImage image = store(running);
        pay(running);

        assertEquals(200, api.delete("/users/me", token).status());

        assertEquals(Optional.empty(), generations.findShared("a-link-to-share"));
        assertEquals(Optional.empty(), generations.lease(queued.id(), lease, now));
        assertEquals(Optional.empty(),
                generations.succeed(running.id(), lease.id(), image, "filters", EngineUse.free("filter"), now));
        assertEquals(Optional.empty(), moveStars().refund(userId, running.ref(), "failed"));
        assertEquals(0, count("starsLedger", owned()));

        database.getCollection("generatedImages").updateMany(owned(), Updates.set("sweepAt", new Date()));
        database.getCollection("uploads").updateMany(owned(), Updates.set("sweepAt", new Date()));
        nero.runSchedules();
        nero.runSchedules();

        assertEquals(0, count("generatedImages", owned()));
        assertEquals(0, count("uploads", owned()));
        for (String url : List.of(shared.image().orElseThrow().url(), image.url(), source.url())) {
            assertEquals(404, status(url));
        }
    }

    @Test
    void erasesWhatARequestWroteAfterTheErasure() {
        assertEquals(200, api.delete("/users/me", token).status());
        Generation late = queued(aGeneration().createdAt(now));
        database.getCollection("starsLedger").insertOne(new Document("userId", new ObjectId(userId.value()))
                .append("number", 7).append("ref", "late"));

        Date longAgo = Date.from(now.minus(Duration.ofMinutes(17)));
        database.getCollection("erasures").updateOne(Filters.eq(new ObjectId(userId.value())),
                Updates.combine(Updates.set("requestedAt", longAgo), Updates.set("sweepAt", longAgo)));
        nero.runSchedules();
        assertTrue(generations.find(late.id()).filter(Generation::isShown).isEmpty());
        // One run clears the row, and the next one removes it.
        nero.runSchedules();
        nero.runSchedules();

        assertEquals(0, count("generatedImages", owned()));
        assertEquals(0, count("starsLedger", owned()));
        assertEquals(0, count("erasures", Filters.eq(new ObjectId(userId.value()))));
    }

    private Generation queued(GenerationBuilder builder) {
        Id id = builder.userId(userId).sweepAt(Optional.of(now.plusSeconds(120))).build().id();
        generations.draft(builder.build(), new Allowance(100, List.of()));
        return generations.accept(id, now, now.plusSeconds(120)).orElseThrow();
    }

    private Generation running(GenerationBuilder builder) {
        Lease lease = new Lease(Some.id(), now.plus(RunGeneration.LEASE));
        return generations.lease(queued(builder).id(), lease, now).orElseThrow();
    }

    private Generation succeeded(GenerationBuilder builder) {
        Generation running = running(builder);
        return generations.succeed(running.id(), running.progress().lease().orElseThrow().id(), store(running),
                "filters", EngineUse.free("filter"), now).orElseThrow();
    }

    /** Stores an image at a target that is registered like that of a worker. */
    private GeneratedImage store(Generation running) {
        PublicId target = PublicId.ofGenerated(userId, Some.id());
        register(target, running.id());
        Picture picture = Some.picture();
        StoredPicture stored = store.put(target, picture);
        return new GeneratedImage(target, stored.url(), picture.width(), picture.height(), picture.format(),
                picture.bytes().length);
    }

    private StoredPicture source() {
        return store.put(PublicId.ofUpload(userId, Some.id()), Some.picture());
    }

    private void register(PublicId publicId, Id usedBy) {
        uploads.add(List.of(new Upload(publicId, userId, Optional.of(usedBy), now,
                now.plus(ImageStore.SETTLE_TIME))));
    }

    private void pay(Generation generation) {
        moveStars().move(userId, -1, StarsKind.GENERATION, "generation", generation.ref());
    }

    private MoveStars moveStars() {
        return new MoveStars(new MongoStarsLedger(connection), new MongoUsers(connection),
                Clock.tickMillis(ZoneOffset.UTC), new SecureRandom());
    }

    private Bson owned() {
        return Filters.eq("userId", new ObjectId(userId.value()));
    }

    private static long count(String collection, Bson filter) {
        return database.getCollection(collection).countDocuments(filter);
    }

    private static int status(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.discarding()).statusCode();
    }
}
