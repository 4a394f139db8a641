package app.nero.template.mongo;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.mongo.MongoIds;
import app.nero.template.Label;
import app.nero.template.Page;
import app.nero.template.SearchQuery;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.TemplateCounts;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.testing.Some;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the query plans and the number of documents read, as reported by MongoDB's profiler. */
@NeedsMongo
class TemplateQueriesTest {

    private static final int TEMPLATES = 3_000;
    private static final int PAGE = 20;

    private static MongoClient client;
    private static MongoDatabase database;
    private static MongoTemplates templates;
    private static MongoFavorites favorites;
    private static MongoGenerations generations;
    private static Template some;

    @BeforeAll
    static void fill() {
        ConnectionString uri = ConfiguredMongo.connectionString();
        templates = new MongoTemplates(ConfiguredMongo.connection());
        favorites = new MongoFavorites(ConfiguredMongo.connection());
        generations = new MongoGenerations(ConfiguredMongo.connection());
        client = MongoClients.create(uri);
        database = client.getDatabase(uri.getDatabase());
        Random random = new Random(1);
        for (int i = 0; i < TEMPLATES; i++) {
            String prompt = (random.nextBoolean() ? "rain " : "snow ") + (random.nextBoolean() ? "باران" : "برف")
                    + (random.nextInt(60) == 0 ? " rare" : "") + " own" + i;
            TemplateBuilder template = aTemplate().prompt(prompt)
                    .category(random.nextInt(60) == 0 ? "seldom" : "c" + random.nextInt(5))
                    .style("s" + random.nextInt(5))
                    .tags("t" + random.nextInt(50)).likes(random.nextInt(3)).views(random.nextInt(1_000))
                    .score(random.nextDouble());
            some = random.nextInt(100) == 0 ? template.pinned().build() : template.build();
            templates.add(some);
        }
        // Other tests may have left cached plans for a handful of templates.
        database.runCommand(new Document("planCacheClear", "templates"));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void listsFetchOnlyTheTemplatesOnThePage() {
        for (TemplateSort sort : TemplateSort.values()) {
            for (TemplateQuery query : List.of(query("", "", "", "", sort), query("c1", "", "", "", sort),
                    query("", "t1", "", "", sort), query("", "", "s1", "", sort), query("c1", "", "s1", "", sort),
                    query("c1", "t1", "", "", sort), query("", "t1", "s1", "", sort), query("c1", "t1", "s1", "", sort),
                    new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true),
                            Optional.empty(), sort))) {
                assertEquals(2, assertFetchesOnlyPages(templates, query), query.toString());
            }
        }
    }

    @Test
    void searchesFetchOnlyTheTemplatesOnThePageWithEveryStrategy() {
        List<MongoTemplates> strategies = List.of(templates, searching(1, TEMPLATES), searching(30, 300),
                searching(30, 1));
        for (MongoTemplates strategy : strategies) {
            for (TemplateSort sort : TemplateSort.values()) {
                for (TemplateQuery query : List.of(query("", "", "", "rai", sort), query("", "", "", "بار", sort),
                        query("", "", "", "rain باران", sort), query("", "", "", "rare", sort),
                        query("", "", "", "rain rar", sort), query("", "", "", "absent", sort),
                        query("", "", "", "rain snow", sort), query("c1", "", "", "rai", sort),
                        query("", "", "s1", "باران", sort), query("c1", "", "s1", "rai بار", sort),
                        query("seldom", "", "", "own", sort))) {
                    assertFetchesOnlyPages(strategy, query);
                }
            }
        }
        for (MongoTemplates strategy : strategies.subList(0, 3)) {
            for (TemplateSort sort : TemplateSort.values()) {
                assertFetchesOnlyPages(strategy, query("", "t1", "", "rai", sort));
                assertFetchesOnlyPages(strategy, query("c1", "t1", "s1", "rai", sort));
                assertFetchesOnlyPages(strategy, new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(true), SearchQuery.parse("rai"), sort));
            }
        }
    }

    private static MongoTemplates searching(int near, int few) {
        return new MongoTemplates(ConfiguredMongo.connection(), near, few);
    }

    /** Checks the first page, and the second if the first is not empty. Returns the number of commands. */
    private static int assertFetchesOnlyPages(MongoTemplates templates, TemplateQuery query) {
        List<Template> first = templates.list(query, new Page(Optional.empty(), 0, PAGE));
        int commands = assertFetchesOnlyPage(templates, query, new Page(Optional.empty(), 0, PAGE));
        return first.isEmpty()
                ? commands
                : commands + assertFetchesOnlyPage(templates, query,
                        new Page(Optional.of(query.position(first.getLast())), 0, PAGE));
    }

    private static int assertFetchesOnlyPage(MongoTemplates templates, TemplateQuery query, Page page) {
        List<Template> found = new ArrayList<>();
        List<Document> plans = profiled(() -> found.addAll(templates.list(query, page)));

        assertFalse(plans.isEmpty(), query.toString());
        plans.forEach(TemplateQueriesTest::assertUsesIndex);
        assertTrue(plans.stream().mapToInt(plan -> plan.getInteger("docsExamined")).sum() <= 1.1 * found.size(),
                () -> query + " found " + found.size() + ": " + plans.stream().map(Document::toJson).toList());
        return plans.size();
    }

    @Test
    void allOperationsUseAnIndex() {
        Id user = Some.id();
        favorites.add(new Favorite(Some.id(), user, some.id(), Instant.EPOCH));
        database.getCollection(MongoGenerations.COLLECTION).insertOne(
                new Document("templateId", MongoIds.objectId(some.id())).append("status", "succeeded"));
        List<Document> plans = profiled(() -> {
            for (TemplateSort sort : TemplateSort.values()) {
                templates.list(query("c1", "t1", "s1", "", sort), new Page(Optional.empty(), 0, PAGE));
                templates.list(query("c1", "", "", "rai port", sort), new Page(Optional.empty(), 0, PAGE));
                templates.list(query("", "", "", "zzz", sort), new Page(Optional.empty(), 0, PAGE));
                templates.list(new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(true), Optional.empty(), sort), new Page(Optional.empty(), 0, PAGE));
            }
            templates.find(some.id());
            templates.findAll(List.of(some.id(), Some.id()));
            templates.view(some.id(), 0);
            templates.like(some.id(), 0);
            templates.unlike(some.id(), 0);
            templates.markTrending(templates.topScores(50, 0.5));
            templates.use(some.id(), 0);
            TemplateCounts counts = templates.counts(Id.NOBODY, 100).getFirst();
            templates.setLikes(counts, counts.likes());
            templates.setUses(counts, counts.uses());
            favorites.list(user, Optional.empty(), PAGE);
            favorites.among(user, List.of(some.id(), Some.id()));
            favorites.countByTemplate(Id.NOBODY, Optional.empty());
            generations.countByTemplate(Id.NOBODY, Optional.of(some.id()));
            favorites.remove(user, some.id());
            favorites.removeAll(some.id());
            new MongoCategories(ConfiguredMongo.connection()).list();
        });

        assertTrue(plans.size() > 25, plans.size() + " plans");
        plans.forEach(TemplateQueriesTest::assertUsesIndex);
    }

    private static void assertUsesIndex(Document plan) {
        assertFalse(plan.getString("planSummary").contains("COLLSCAN"), plan.toJson());
    }

    /** Runs the work and returns the plan of each operation on templates, favorites and categories. */
    private static List<Document> profiled(Runnable work) {
        database.runCommand(new Document("profile", 0));
        database.getCollection("system.profile").drop();
        database.runCommand(new Document("profile", 2));
        try {
            work.run();
        } finally {
            database.runCommand(new Document("profile", 0));
        }
        List<String> collections = List.of(database.getName() + ".templates", database.getName() + ".favoriteTemplates",
                database.getName() + ".categories", database.getName() + ".generatedImages");
        return database.getCollection("system.profile")
                .find(new Document("ns", new Document("$in", collections)).append("planSummary",
                        new Document("$exists", true)))
                .into(new ArrayList<>());
    }

    private static TemplateQuery query(String category, String tag, String style, String search, TemplateSort sort) {
        return new TemplateQuery(Label.parse(category), Label.parse(tag), Label.parse(style), Optional.empty(),
                Optional.of(search).filter(text -> !text.isEmpty()).flatMap(SearchQuery::parse), sort);
    }
}
