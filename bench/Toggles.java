import app.nero.favorite.MarkFavorite;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.mongo.MongoConnection;
import app.nero.template.CrashingTemplates;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.Some;
import app.nero.upkeep.RecountTemplates;
import app.nero.upkeep.mongo.MongoCheckpoints;
import app.nero.upkeep.mongo.MongoCollections;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Toggles favorites from many workers. One toggle in a hundred crashes between the favorite and its count, while recounts run.
 * Then recounts as if one hour and two hours had passed, and compares the counts of all templates.
 */
class Toggles {

    private static final int TOGGLES = 100_000;
    private static final int WORKERS = 64;
    private static final int TEMPLATES = 2_500;
    private static final int USERS = 200;
    private static final double CRASHES = 0.01;

    public static void main(String[] args) throws Exception {
        Optional<String> configured = ConfiguredMongo.newDatabase();
        if (configured.isPresent()) {
            run(configured.get());
            return;
        }
        MongoServer server = new MongoServer(new MemoryBackend());
        try {
            run("mongodb://127.0.0.1:" + server.bind().getPort() + "/nero?maxPoolSize=" + WORKERS);
        } finally {
            server.shutdownNow();
        }
    }

    private static void run(String uri) throws Exception {
        try (MongoConnection connection = MongoConnection.open(uri + "&timeoutMS=60000")) {
            MongoCollections.createIndexes(connection);
            new Toggles(connection).run();
        }
    }

    private final MongoConnection connection;
    private final MongoTemplates templates;
    private final MongoFavorites favorites;
    private final Clock clock = Clock.systemUTC();

    private Toggles(MongoConnection connection) {
        this.connection = connection;
        this.templates = new MongoTemplates(connection);
        this.favorites = new MongoFavorites(connection);
    }

    private void run() throws Exception {
        List<Id> ids = new ArrayList<>();
        for (int i = 0; i < TEMPLATES; i++) {
            Template template = TemplateBuilder.aTemplate().build();
            templates.add(template);
            ids.add(template.id());
        }
        List<Id> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            users.add(Some.id());
        }
        long began = System.nanoTime();
        int crashed = toggle(ids, users);
        System.out.printf("%d toggles by %d workers in %.1f s, %d of them crashed%n", TOGGLES, WORKERS,
                (System.nanoTime() - began) / 1e9, crashed);
        System.out.println("wrong counts before: " + wrong());
        for (int hours = 1; hours <= 2; hours++) {
            Clock later = Clock.offset(clock, Duration.ofHours(hours));
            long start = System.nanoTime();
            int repaired = recount(later);
            System.out.printf("recount after %d h: %d counts repaired in %.0f ms, wrong counts now: %d%n", hours, repaired,
                    (System.nanoTime() - start) / 1e6, wrong());
        }
        if (wrong() != 0) {
            System.exit(1);
        }
    }

    private int toggle(List<Id> ids, List<Id> users) throws InterruptedException {
        CrashingTemplates crashing = new CrashingTemplates(templates,
                () -> ThreadLocalRandom.current().nextDouble() < CRASHES);
        MarkFavorite markFavorite = new MarkFavorite(crashing, favorites, new SecureRandom(), clock);
        AtomicInteger left = new AtomicInteger(TOGGLES);
        AtomicInteger crashed = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS + 1)) {
            for (int i = 0; i < WORKERS; i++) {
                workers.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        ThreadLocalRandom random = ThreadLocalRandom.current();
                        try {
                            markFavorite.mark(users.get(random.nextInt(USERS)), ids.get(random.nextInt(TEMPLATES)),
                                    Mode.TOGGLE);
                        } catch (UnavailableException _) {
                            crashed.incrementAndGet();
                        }
                    }
                });
            }
            workers.submit(() -> {
                while (left.get() > 0) {
                    recount(clock);
                }
            });
        }
        return crashed.get();
    }

    private int recount(Clock at) {
        return new RecountTemplates(templates, favorites, new MongoGenerations(connection),
                new MongoCheckpoints(connection), at).recount();
    }

    private long wrong() {
        Map<Id, Integer> likes = favorites.countByTemplate(Id.NOBODY, Optional.empty());
        return templates.counts(Id.NOBODY, Integer.MAX_VALUE).stream()
                .filter(count -> count.likes() != likes.getOrDefault(count.templateId(), 0)).count();
    }
}
