import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.Localized;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PublicId;
import app.nero.template.Label;
import app.nero.template.Page;
import app.nero.template.Position;
import app.nero.template.Prompt;
import app.nero.template.SearchQuery;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.mongo.MongoCollections;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Adds templates and reads pages of them. On a MongoDB server it prints what the server read for each page. The embedded server
 * has no profiler and uses only unique indexes, so there it prints times only.
 */
class Templates {

    private static final String DATABASE = "nero_bench";
    private static final int PAGE = 20;

    /** Prints the fastest of these. The embedded server, which scans the whole collection, gets one round. */
    private static final int ROUNDS = 5;

    private static final int WORKERS = 6;

    /**
     * Word n has a frequency proportional to 1/(n+1), similar to a language: half of the prompts contain the first word, and 200
     * in a million the last.
     */
    private static final List<String> VOCABULARY = vocabulary(4_000);
    private static final double[] FREQUENCIES = frequencies(VOCABULARY.size());

    /**
     * Words from common to rare, some of them Persian, prefixes, and several words together. Each of the last two words is in half
     * of all templates, and no template contains both.
     */
    private static final List<String> SEARCHES = List.of("portrait", "por", "city", "باران", VOCABULARY.get(100),
            VOCABULARY.get(400), VOCABULARY.get(1_500), VOCABULARY.get(3_900), "absent", "portrait neon", "city باران",
            "شب " + VOCABULARY.get(100), VOCABULARY.get(300) + " " + VOCABULARY.get(400), "dawn dusk");

    private final MongoTemplates templates;
    private final MongoFavorites favorites;
    private final MongoDatabase database;
    private final boolean explains;

    private Templates(MongoTemplates templates, MongoFavorites favorites, MongoDatabase database, boolean explains) {
        this.templates = templates;
        this.favorites = favorites;
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
        String bench = uri.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?$", "$1/" + DATABASE + "$2");
        String unlimited = bench + (bench.contains("?") ? "&" : "?") + "timeoutMS=0&maxPoolSize=" + WORKERS;
        try (MongoClient client = MongoClients.create(bench); MongoConnection connection = MongoConnection.open(unlimited)) {
            client.getDatabase(DATABASE).drop();
            Templates templates = new Templates(new MongoTemplates(connection), new MongoFavorites(connection),
                    client.getDatabase(DATABASE), explains);
            templates.fill(count);
            MongoCollections.createIndexes(connection);
            templates.readPages();
            client.getDatabase(DATABASE).drop();
        }
    }

    private static List<String> vocabulary(int size) {
        List<String> words = new ArrayList<>(
                List.of("portrait neon rain city night forest snow fox woman man child oil باران شب شهر گل کوه".split(" ")));
        String[] latin = "ba ke lo mi nu ra si to ve zu cha dre flo gri plo sta".split(" ");
        String[] persian = "با ره تو می نا دی سو که پر چا خو گی له ما زه فی".split(" ");
        for (int i = words.size(); i < size; i++) {
            String[] syllables = i % 3 == 0 ? persian : latin;
            words.add(syllables[i % 16] + syllables[i / 16 % 16] + syllables[(i / 256 + 5) % 16]);
        }
        return words;
    }

    /** The cumulative frequency of each word. */
    private static double[] frequencies(int size) {
        double[] frequencies = IntStream.range(0, size).mapToDouble(i -> 1.0 / (i + 2)).toArray();
        double sum = DoubleStream.of(frequencies).sum();
        double cumulative = 0;
        for (int i = 0; i < size; i++) {
            cumulative += frequencies[i] / sum;
            frequencies[i] = cumulative;
        }
        return frequencies;
    }

    private void fill(int count) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int part = i;
                parts.add(() -> fill(count, part));
            }
            for (Future<Void> part : workers.invokeAll(parts)) {
                part.get();
            }
        }
        System.out.printf(Locale.ROOT, "%,d templates in %d s%n", count, (System.nanoTime() - began) / 1_000_000_000);
    }

    private Void fill(int count, int part) {
        Random random = new Random(part);
        SecureRandom ids = new SecureRandom();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = part; i < count; i += WORKERS) {
            Instant at = begin.plusSeconds(i);
            Id id = Id.random(ids, at);
            // No template contains both words.
            String prompt = words(random, 10) + (random.nextBoolean() ? "dawn" : "dusk");
            TemplateContent content = new TemplateContent(label("title " + i),
                    Localized.inEnglish(new Prompt(prompt)), Optional.of(label("style " + random.nextInt(20))), new Slug("category-" + random.nextInt(12)),
                    List.of(label("tag" + random.nextInt(200)), label("theme" + random.nextInt(50))), Optional.empty(), false);
            PublicId picture = PublicId.ofTemplate(id);
            templates.add(new Template(id, "https://pictures.example/" + picture + ".jpg", picture, content,
                    random.nextInt(10_000) == 0, random.nextInt(3) * random.nextDouble(), random.nextInt(10_000),
                    random.nextInt(50), 0, at, at));
        }
        return null;
    }

    private static Localized<Label> label(String text) {
        return Localized.inEnglish(new Label(text));
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int found = Arrays.binarySearch(FREQUENCIES, random.nextDouble());
            words.append(VOCABULARY.get(Math.min(Math.max(found, -found - 1), VOCABULARY.size() - 1))).append(' ');
        }
        return words.toString();
    }

    private void readPages() {
        System.out.printf("%-46s %7s %9s %9s %9s %9s  %s%n", "page", "shown", "ms", "documents", "keys", "commands",
                "plan");
        for (TemplateSort sort : TemplateSort.values()) {
            page("all", "", "", "", "", sort);
            page("category", "category-3", "", "", "", sort);
            page("style", "", "style 3", "", "", sort);
            page("tag", "", "", "tag3", "", sort);
            page("category, style", "category-3", "style 3", "", "", sort);
            page("category, tag", "category-3", "", "tag3", "", sort);
            page("category, style, tag", "category-3", "style 3", "tag3", "", sort);
            page("trending", new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true),
                    Optional.empty(), sort));
            for (String search : SEARCHES) {
                page("search " + search, "", "", "", search, sort);
            }
            page("category, search city", "category-3", "", "", "city", sort);
            page("category, style, search city شب", "category-3", "style 3", "", "city شب", sort);
            page("tag, search city", "", "", "tag3", "city", sort);
            page("tag, search " + VOCABULARY.get(400), "", "", "tag3", VOCABULARY.get(400), sort);
            page("trending, search city", new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.of(true), SearchQuery.parse("city"), sort));
        }
        favorites();
    }

    private void page(String name, String category, String style, String tag, String search, TemplateSort sort) {
        page(name, new TemplateQuery(Label.parse(category), Label.parse(tag), Label.parse(style), Optional.empty(),
                Optional.of(search).filter(it -> !it.isEmpty()).flatMap(SearchQuery::parse), sort));
    }

    /** Reads the first page, and a page from the middle by cursor. */
    private void page(String name, TemplateQuery query) {
        TemplateSort sort = query.sort();
        List<Template> first = measure(sort.text() + ", " + name,
                () -> templates.list(query, new Page(Optional.empty(), 0, PAGE)));
        if (first.size() == PAGE) {
            boolean whole = query.position(first.getFirst()).whole();
            Position middle = switch (sort) {
                case NEWEST -> new Position(whole, Instant.parse("2026-01-06T18:53:20Z").toEpochMilli(), first.getFirst().id());
                case POPULAR -> new Position(whole, 25, first.getFirst().id());
                case VIEWS -> new Position(whole, 5_000, first.getFirst().id());
                case TRENDING -> new Position(whole, 0.2, first.getFirst().id());
            };
            measure("  by cursor", () -> templates.list(query, new Page(Optional.of(middle), 0, PAGE)));
        }
    }

    /** Reads the favorites of a user, their templates, and which templates of a page are favorites. */
    private void favorites() {
        Id user = Id.random(new SecureRandom(), Instant.now());
        List<Template> page = templates.list(new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), TemplateSort.NEWEST), new Page(Optional.empty(), 0, PAGE));
        SecureRandom ids = new SecureRandom();
        page.forEach(template -> favorites
                .add(new Favorite(Id.random(ids, Instant.now()), user, template.id(), Instant.now())));
        List<Id> shown = page.stream().map(Template::id).toList();
        measure("favorites", () -> favorites.list(user, Optional.empty(), PAGE));
        measure("templates of favorites", () -> templates.findAll(shown));
        measure("which of a page are favorites", () -> List.copyOf(favorites.among(user, shown)));
    }

    private <T> List<T> measure(String name, Supplier<List<T>> query) {
        List<T> page = List.of();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < (explains ? ROUNDS : 1); i++) {
            long began = System.nanoTime();
            page = query.get();
            best = Math.min(best, System.nanoTime() - began);
        }
        System.out.printf(Locale.ROOT, "%-46s %7d %9.1f %s%n", name, page.size(), best / 1e6,
                explains ? plan(profile(query)) : "");
        return page;
    }

    private static String plan(List<Document> commands) {
        return "%9d %9d %9d  %s".formatted(sum(commands, "docsExamined"), sum(commands, "keysExamined"), commands.size(),
                commands.stream().map(command -> command.getString("planSummary")).collect(Collectors.joining("; ")));
    }

    private static int sum(List<Document> commands, String field) {
        return commands.stream().mapToInt(command -> command.getInteger(field)).sum();
    }

    /** The server's profile of each command. */
    private List<Document> profile(Supplier<?> query) {
        database.runCommand(new Document("profile", 0));
        database.getCollection("system.profile").drop();
        database.runCommand(new Document("profile", 2));
        query.get();
        database.runCommand(new Document("profile", 0));
        return database.getCollection("system.profile").find(new Document("keysExamined", new Document("$exists", true)))
                .into(new ArrayList<>());
    }
}
