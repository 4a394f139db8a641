import app.nero.domain.Id;
import app.nero.domain.picture.PublicId;
import app.nero.domain.template.Label;
import app.nero.domain.template.Prompt;
import app.nero.domain.template.SearchQuery;
import app.nero.domain.template.Slug;
import app.nero.domain.template.Stretch;
import app.nero.domain.template.Template;
import app.nero.domain.template.TemplateContent;
import app.nero.domain.template.TemplateQuery;
import app.nero.domain.template.TemplateSort;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoIndexes;
import app.nero.infrastructure.mongo.MongoTemplates;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/**
 * Makes templates and reads pages of them. On a server of MongoDB's it prints what each page made the server read; on the
 * embedded one, which explains nothing and uses unique indexes alone, it prints times.
 */
class Templates {

    private static final String DATABASE = "nero_bench";
    private static final int PAGE = 20;

    /** The fastest of so many is printed; where all is read through, one is enough. */
    private static final int ROUNDS = 5;

    private static final String[] WORDS = "portrait neon rain city night forest snow fox woman man child oil ink pencil"
            .concat(" film grain cinematic anime robot desert ocean mountain flower light shadow باران شب شهر گل کوه")
            .split(" ");

    private final MongoTemplates templates;
    private final MongoDatabase database;
    private final boolean explains;

    private Templates(MongoTemplates templates, MongoDatabase database, boolean explains) {
        this.templates = templates;
        this.database = database;
        this.explains = explains;
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        String configured = System.getenv("NERO_TEST_MONGODB_URI");
        if (configured != null && !configured.isBlank()) {
            run(configured, count, true);
            return;
        }
        MongoServer server = new MongoServer(new MemoryBackend());
        InetSocketAddress address = server.bind();
        try {
            run("mongodb://127.0.0.1:" + address.getPort(), count, false);
        } finally {
            server.shutdownNow();
        }
    }

    private static void run(String uri, int count, boolean explains) throws Exception {
        String own = uri.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?$", "$1/" + DATABASE + "$2");
        String patient = own + (own.contains("?") ? "&" : "?") + "timeoutMS=0";
        try (MongoClient client = MongoClients.create(own); MongoConnection connection = MongoConnection.open(patient)) {
            client.getDatabase(DATABASE).drop();
            MongoIndexes.create(connection);
            Templates bench = new Templates(new MongoTemplates(connection), client.getDatabase(DATABASE), explains);
            bench.fill(count);
            bench.read();
            client.getDatabase(DATABASE).drop();
        }
    }

    private void fill(int count) {
        Random random = new Random(1);
        SecureRandom ids = new SecureRandom();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Instant at = begin.plusSeconds(i);
            Id id = Id.random(ids, at);
            TemplateContent content = new TemplateContent(new Prompt(words(random, 8)),
                    Optional.of(new Label("style " + random.nextInt(20))), new Slug("category-" + random.nextInt(12)),
                    List.of(new Label("tag" + random.nextInt(200)), new Label("theme" + random.nextInt(50))), false);
            PublicId picture = PublicId.ofTemplate(id);
            templates.add(new Template(id, "https://pictures.example/" + picture + ".jpg", picture, content, false,
                    random.nextInt(3) * random.nextDouble(), random.nextInt(10_000), random.nextInt(50), at, at));
        }
        System.out.printf(Locale.ROOT, "%,d templates in %d s%n", count, (System.nanoTime() - began) / 1_000_000_000);
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(10) == 0 ? i : "").append(' ');
        }
        return words.toString().strip();
    }

    private void read() {
        System.out.printf("%-44s %-9s %s%n", "query", "ms", explains ? "keys  documents  plan" : "");
        for (TemplateSort sort : TemplateSort.values()) {
            page("all", "", "", "", "", sort);
            page("category", "category-3", "", "", "", sort);
            page("style", "", "style 3", "", "", sort);
            page("tag", "", "", "tag3", "", sort);
            page("category, style and tag", "category-3", "style 3", "tag3", "", sort);
            page("search of one common word", "", "", "", "rai", sort);
            page("search of three words in a category", "category-3", "", "", "neon fox shadow7", sort);
            page("search of what is not there", "", "", "", "zebra", sort);
        }
    }

    private void page(String name, String category, String style, String tag, String search, TemplateSort sort) {
        TemplateQuery query = new TemplateQuery(Label.parse(category), Label.parse(tag), Label.parse(style),
                Optional.empty(), Optional.of(search).filter(it -> !it.isEmpty()).flatMap(SearchQuery::parse), sort);
        List<Template> first = measure(sort.text() + ", " + name, query, Optional.empty());
        if (first.size() == PAGE && name.equals("all")) {
            measure(sort.text() + ", " + name + ", by cursor", query, Optional.of(first.getLast()));
        }
    }

    private List<Template> measure(String name, TemplateQuery query, Optional<Template> after) {
        Stretch stretch = new Stretch(after.map(query.sort()::position), 0, PAGE);
        List<Template> page = List.of();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < (explains ? ROUNDS : 1); i++) {
            long began = System.nanoTime();
            page = templates.list(query, stretch);
            best = Math.min(best, System.nanoTime() - began);
        }
        System.out.printf(Locale.ROOT, "%-44s %-9.1f %s%n", name, best / 1e6,
                explains ? explained(() -> templates.list(query, stretch)) : "");
        return page;
    }

    private String explained(Runnable query) {
        database.runCommand(new Document("profile", 0));
        database.getCollection("system.profile").drop();
        database.runCommand(new Document("profile", 2));
        query.run();
        database.runCommand(new Document("profile", 0));
        Document plan = database.getCollection("system.profile")
                .find(new Document("ns", DATABASE + ".templates")).first();
        return plan.get("keysExamined") + "  " + plan.get("docsExamined") + "  " + plan.get("planSummary");
    }
}
