import app.nero.favorite.MarkFavorite;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.favorite.RecountLikes;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.mongo.MongoConnection;
import app.nero.template.CrashingTemplates;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.Some;
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
 * Toggles favourites from many workers, of which one toggle in a hundred dies between the favourite and its count, while
 * counts are compared; then compares again, as an hour and two hours later, and looks at every template.
 */
class Toggles {

    private static final int TOGGLES = 100_000;
    private static final int WORKERS = 64;
    private static final int TEMPLATES = 2_500;
    private static final int PEOPLE = 200;
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
            new Toggles(new MongoTemplates(connection), new MongoFavorites(connection)).run();
        }
    }

    private final MongoTemplates templates;
    private final MongoFavorites favorites;
    private final Clock clock = Clock.systemUTC();

    private Toggles(MongoTemplates templates, MongoFavorites favorites) {
        this.templates = templates;
        this.favorites = favorites;
    }

    private void run() throws Exception {
        List<Id> ids = new ArrayList<>();
        for (int i = 0; i < TEMPLATES; i++) {
            Template template = TemplateBuilder.aTemplate().build();
            templates.add(template);
            ids.add(template.id());
        }
        List<Id> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(Some.id());
        }
        long began = System.nanoTime();
        int crashed = toggle(ids, people);
        System.out.printf("%d toggles by %d workers in %.1f s, %d of them cut off%n", TOGGLES, WORKERS,
                (System.nanoTime() - began) / 1e9, crashed);
        System.out.println("wrong counts before: " + wrong());
        for (int hours = 1; hours <= 2; hours++) {
            Clock later = Clock.offset(clock, Duration.ofHours(hours));
            long start = System.nanoTime();
            int mended = new RecountLikes(templates, favorites, later).recount();
            System.out.printf("recount no. %d: %d counts set right in %.0f ms, wrong counts now: %d%n", hours, mended,
                    (System.nanoTime() - start) / 1e6, wrong());
        }
        if (wrong() != 0) {
            System.exit(1);
        }
    }

    private int toggle(List<Id> ids, List<Id> people) throws InterruptedException {
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
                            markFavorite.mark(people.get(random.nextInt(PEOPLE)), ids.get(random.nextInt(TEMPLATES)),
                                    Mode.TOGGLE);
                        } catch (UnavailableException _) {
                            crashed.incrementAndGet();
                        }
                    }
                });
            }
            workers.submit(() -> {
                while (left.get() > 0) {
                    new RecountLikes(templates, favorites, clock).recount();
                }
            });
        }
        return crashed.get();
    }

    private long wrong() {
        Map<Id, Integer> likes = favorites.countByTemplate(Optional.empty(), Optional.empty());
        return templates.likeCounts(Optional.empty(), Integer.MAX_VALUE).stream()
                .filter(count -> count.count() != likes.getOrDefault(count.templateId(), 0)).count();
    }
}
