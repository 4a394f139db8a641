package app.nero.tests.killed;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.mongo.MongoUsers;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.local.LocalSecrets;
import app.nero.local.testing.ApiClient;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.studio.ModelFile;
import app.nero.template.Template;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.Some;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users generate images over HTTP with two instances on one MongoDB database. Every five seconds one of the instances is killed with
 * {@code SIGKILL}, together with its workers and the messages of its queue, and started again.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@Tag("kill")
class KilledWorkersTest {

    private static final int USERS = 50;
    private static final int JOBS_PER_USER = Integer.getInteger("nero.generations", 1_000) / USERS;
    private static final int STARS_PER_USER = 3 + JOBS_PER_USER;
    private static final Duration KILL_INTERVAL = Duration.ofSeconds(5);

    /** How long both instances run at least before the next is killed. */
    private static final Duration MIN_LIFE = Duration.ofSeconds(2);

    /** A kill loses the messages of the instance's queue. The test makes their generations due, so that no sweep waits minutes. */
    private static final Duration MESSAGE_PATIENCE = Duration.ofSeconds(15);

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(2);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);

    /** Takes a worker long enough that a kill interrupts some generations. */
    private static final int PICTURE_SIDE = 64;

    private static final Date PAST = new Date(0);

    /** {@code bin/dev/test-killed-workers} prints it. */
    private static final Path REPORT = Path.of("target", "killed-workers.txt");

    @TempDir
    private Path folder;

    private final List<NeroProcess> instances = new ArrayList<>();
    private OutsideServices services;
    private MongoDatabase database;
    private int kills;
    private Instant nextMessages = Instant.EPOCH;
    private volatile boolean stopped;

    @Test
    void losesNoGenerationAndChargesNoneTwice() throws Exception {
        Map<String, String> settings = settings();
        try (OutsideServices outside = new OutsideServices(folder.resolve("pictures"));
                MongoClient mongo = MongoClients.create(settings.get("MONGODB_URI"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            services = outside;
            settings.putAll(outside.settings());
            database = mongo.getDatabase(new ConnectionString(settings.get("MONGODB_URI")).getDatabase());
            try {
                for (String name : List.of("first", "second")) {
                    NeroProcess instance = new NeroProcess(Files.createDirectory(folder.resolve(name)), settings);
                    instances.add(instance);
                    instance.start();
                    instance.awaitStart();
                    instance.stop();
                    instance.start();
                    instance.awaitStart();
                }
                run(settings, threads);
            } finally {
                stopped = true;
                instances.forEach(NeroProcess::close);
            }
        }
    }

    private void run(Map<String, String> settings, ExecutorService threads) throws Exception {
        List<ApiClient> apis = instances.stream()
                .map(it -> new ApiClient(it.url(), services.outbox(), Duration.ofSeconds(30))).toList();
        List<PersistentUser> users = new ArrayList<>();
        Template template;
        try (MongoConnection connection = MongoConnection.open(settings.get("MONGODB_URI"))) {
            template = addTemplate(settings, connection, true);
            Template unreadable = addTemplate(settings, connection, false);
            for (int i = 0; i < USERS; i++) {
                users.add(new PersistentUser(apis, template.id(), unreadable.id(), i, JOBS_PER_USER));
                give(connection, users.getLast().id());
            }
        }
        Instant begin = Instant.now();
        Future<Void> sweeping = threads.submit(this::sweep);
        Future<Void> killing = threads.submit(this::killInstances);
        for (Future<Void> user : users.stream().map(threads::submit).toList()) {
            user.get();
        }
        stopped = true;
        killing.get();
        sweeping.get();
        Instant submitted = Instant.now();
        awaitSettled();
        Instant settled = Instant.now();
        sweepPictures();
        verify(users, template.publicId());
        report(users, Duration.between(begin, submitted), Duration.between(submitted, settled));
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(LocalSecrets.generate());
        settings.put("MONGODB_URI", ConfiguredMongo.newDatabase().orElseThrow());
        settings.put("NERO_GENERATION_LEASE", "PT3S");
        // Classic filters start faster than the style networks.
        settings.put(ModelFile.SETTING, "target/no-networks");
        for (String limit : List.of("NERO_RATE_LIMIT", "NERO_READ_RATE_LIMIT", "NERO_POLL_RATE_LIMIT",
                "NERO_SENDS_PER_IP", "NERO_SENDS_TOTAL", "NERO_UPLOADS_PER_USER", "NERO_GENERATIONS_PER_USER",
                "NERO_GENERATIONS_PER_FREE_USER", "NERO_GENERATIONS_ON_FIRST_DAY", "NERO_GENERATIONS_TOTAL")) {
            settings.put(limit, "1000000/PT1H");
        }
        return settings;
    }

    private static Template addTemplate(Map<String, String> settings, MongoConnection connection, boolean hasPicture) {
        CloudinaryImageStore store = new CloudinaryImageStore(new Settings(settings).cloudinary());
        Template plain = aTemplate().build();
        String url = store.put(plain.publicId(), Some.picture(PictureFormat.JPEG, PICTURE_SIDE, PICTURE_SIDE)).url();
        if (!hasPicture) {
            store.remove(plain.publicId());
        }
        store.release();
        Template template = Template.first(plain.id(), url, plain.publicId(), plain.content(), plain.createdAt());
        new MongoTemplates(connection).add(template);
        return template;
    }

    private static void give(MongoConnection connection, Id userId) {
        MoveStars.Result result = new MoveStars(new MongoStarsLedger(connection), new MongoUsers(connection),
                Clock.systemUTC(), new SecureRandom()).move(userId, JOBS_PER_USER, "test", "test");
        assertTrue(result instanceof MoveStars.Result.Moved);
    }

    /**
     * Kills the instances in turn. On a slow machine it takes longer, because each has to run for a while before the other is killed.
     */
    private Void killInstances() throws IOException, InterruptedException {
        Instant next = Instant.now().plus(KILL_INTERVAL);
        while (!stopped) {
            Thread.sleep(Duration.ofMillis(100));
            if (Instant.now().isBefore(next)) {
                continue;
            }
            next = Instant.now().plus(KILL_INTERVAL);
            NeroProcess instance = instances.get(kills % instances.size());
            kills++;
            instance.kill();
            instance.start();
            instance.awaitStart();
            Instant earliest = Instant.now().plus(MIN_LIFE);
            next = next.isBefore(earliest) ? earliest : next;
        }
        return null;
    }

    /** An instance does not live for the minute between two runs of its own schedule, so the test runs the sweep. */
    private Void sweep() throws InterruptedException {
        while (!stopped) {
            sweepOnce();
        }
        return null;
    }

    private void sweepOnce() throws InterruptedException {
        Instant now = Instant.now();
        if (!now.isBefore(nextMessages)) {
            nextMessages = now.plus(MESSAGE_PATIENCE);
            generations().updateMany(
                    Filters.and(Filters.eq("status", "queued"),
                            Filters.lt("queuedAt", Date.from(now.minus(MESSAGE_PATIENCE)))),
                    Updates.set("sweepAt", PAST));
        }
        if (!instances.getFirst().runSchedule("SweeperFunction")) {
            instances.getLast().runSchedule("SweeperFunction");
        }
        Thread.sleep(SWEEP_INTERVAL);
    }

    private void awaitSettled() throws InterruptedException {
        Bson unsettled = Filters.or(Filters.in("status", "draft", "queued", "running", "waiting"),
                Filters.and(Filters.in("status", "failed", "canceled"), Filters.exists("sweepAt")),
                Filters.and(Filters.eq("status", "deleting"), Filters.ne("removal.emptied", true)));
        Instant end = Instant.now().plus(SETTLE_LIMIT);
        while (generations().countDocuments(unsettled) > 0) {
            assertTrue(Instant.now().isBefore(end),
                    () -> "unsettled: " + generations().find(unsettled).into(new ArrayList<>()));
            sweepOnce();
        }
    }

    /** Removes what workers stored that were killed, as a sweep does 15 minutes later. */
    private void sweepPictures() throws InterruptedException {
        database.getCollection("uploads").updateMany(new Document(),
                Updates.combine(Updates.set("sweepAt", PAST), Updates.set("expiresAt", PAST)));
        instances.getFirst().runSchedule("SweeperFunction");
        assertEquals(0, database.getCollection("uploads").countDocuments(Filters.lt("sweepAt", new Date())));
    }

    private void verify(List<PersistentUser> users, PublicId templatePicture) throws Exception {
        Map<String, Document> rows = new HashMap<>();
        generations().find().forEach(row -> rows.put(row.getObjectId("_id").toHexString(), row));
        Map<String, List<Document>> ledger = new HashMap<>();
        database.getCollection("starsLedger").find().forEach(
                entry -> ledger.computeIfAbsent(entry.getString("ref"), _ -> new ArrayList<>()).add(entry));
        Set<String> accepted = new HashSet<>();
        Set<PublicId> kept = new HashSet<>(Set.of(templatePicture));
        for (PersistentUser user : users) {
            int paid = 0;
            for (String id : user.accepted()) {
                assertTrue(accepted.add(id), "One key gives one generation.");
                Document row = rows.get(id);
                String status = row.getString("status");
                assertTrue(user.deleted().contains(id)
                        ? status.equals("deleting")
                        : Set.of("succeeded", "failed", "canceled").contains(status), row::toString);
                boolean isPaid = status.equals("succeeded") || user.deleted().contains(id);
                assertEquals(List.of(-1), amounts(ledger.remove("generation:" + id)), row::toString);
                assertEquals(isPaid ? List.of() : List.of(1), amounts(ledger.remove("generation:" + id + ":refund")),
                        row::toString);
                paid += isPaid ? 1 : 0;
                if (status.equals("succeeded")) {
                    kept.add(new PublicId(row.getString("publicId")));
                    row.getList("sources", Document.class)
                            .forEach(source -> kept.add(new PublicId(source.getString("publicId"))));
                    user.assertShowsImage(id);
                }
            }
            assertEquals(STARS_PER_USER - paid, user.balance());
        }
        assertEquals(USERS * JOBS_PER_USER, accepted.size());
        assertEquals(accepted, rows.keySet());
        ledger.keySet().removeIf(ref -> !ref.startsWith("generation:"));
        assertEquals(Map.of(), ledger, "entries without a generation");
        assertEquals(kept, services.publicIds());
        assertTrue(interrupted() > 0, "No kill hit a generation that was running.");
    }

    private static List<Integer> amounts(List<Document> entries) {
        return entries == null ? List.of() : entries.stream().map(entry -> entry.getInteger("amount")).toList();
    }

    private long interrupted() {
        return generations().countDocuments(Filters.gt("attempt", 1));
    }

    private void report(List<PersistentUser> users, Duration submitting, Duration settling) throws IOException {
        Map<String, Integer> ends = new TreeMap<>();
        generations().find().forEach(row -> ends.merge(row.getString("status") + row.getEmbedded(
                List.of("error", "code"), ""), 1, Integer::sum));
        String line = "%d generations of %d users; %d kills in %d s, settled %d s later; %d broken requests; ended %s; "
                .formatted(USERS * JOBS_PER_USER, USERS, kills, submitting.toSeconds(), settling.toSeconds(),
                        users.stream().mapToInt(PersistentUser::brokenRequests).sum(), ends)
                + "%d needed more than one attempt; 0 lost, 0 charged twice, 0 charged without a result".formatted(
                        interrupted());
        Files.writeString(REPORT, line + "\n");
    }

    private MongoCollection<Document> generations() {
        return database.getCollection("generatedImages");
    }
}
