package app.nero.tests.http;

import static app.nero.template.TemplateBuilder.aTemplate;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.template.Category;
import app.nero.template.Label;
import app.nero.template.Position;
import app.nero.template.SearchQuery;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.Race;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listing and liking templates over HTTP, on two instances with one database. Each test uses its own tag or templates. */
@Tag("mongodb")
class TemplatesHttpTest {

    /** Lower than any score that a view or like in these tests adds. */
    private static final double OLD = 1e-290;

    private static LocalNero first;
    private static LocalNero second;
    private static List<ApiClient> apis;
    private static ApiClient api;
    private static MongoConnection connection;
    private static MongoTemplates templates;
    private static JwtAccessTokens tokens;

    private final String tag = "tag" + Some.id();

    @BeforeAll
    static void start() {
        first = RunningNero.start(Map.of());
        second = RunningNero.startBeside(first);
        apis = List.of(new ApiClient(first), new ApiClient(second));
        api = apis.getFirst();
        connection = MongoConnection.open(first.settings().get("MONGODB_URI"));
        templates = new MongoTemplates(connection);
        tokens = new JwtAccessTokens(RsaKeys.privateKey(first.settings().get("NERO_JWT_PRIVATE_KEY")),
                new TokenRules("nero", "nero-api"), Duration.ofMinutes(15), new SecureRandom());
    }

    @AfterAll
    static void stop() {
        connection.close();
        second.close();
        first.close();
    }

    @Test
    void listsByAnyCombinationOfFiltersAndOrder() {
        Random random = new Random(7);
        List<Template> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(add(random(random)));
        }

        for (int i = 0; i < 120; i++) {
            Map<String, String> parameters = new TreeMap<>(Map.of("tag", tag));
            putSometimes(random, parameters, "category", "animal", "portrait");
            putSometimes(random, parameters, "style", "Oil", "Ink");
            putSometimes(random, parameters, "trending", "true", "false");
            putSometimes(random, parameters, "search", "red", "روباه", "fox s");
            putSometimes(random, parameters, "sort", "newest", "popular", "views", "trending");
            int limit = 1 + random.nextInt(20);
            int offset = random.nextInt(5);

            Answer answer = api.send(api.request("/templates?" + encoded(parameters) + "&limit=" + limit + "&offset="
                    + offset));

            assertEquals(expected(all, parameters).skip(offset).limit(limit).toList(), ids(answer),
                    () -> parameters.toString());
        }
    }

    @Test
    void pagesThroughEveryOrderWithoutDuplicatesWhileTemplatesAreAdded() {
        for (TemplateSort sort : TemplateSort.values()) {
            String sortTag = sort.text() + tag;
            Set<String> before = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                before.add(add(aTemplate().tags(sortTag).likes(i % 3).views(i % 2).score(i % 4 * OLD)).id().value());
            }

            List<String> listed = new ArrayList<>();
            String cursor = "";
            do {
                Answer page = apis.get(listed.size() % 2)
                        .send(api.request("/templates?limit=7&tag=" + sortTag + "&sort="
                                + sort.text() + cursor));
                listed.addAll(ids(page));
                JsonNode next = page.data().get("nextCursor");
                cursor = next.isNull() ? "" : "&cursor=" + next.asText();
                if (listed.size() < 40) {
                    add(aTemplate().tags(sortTag).likes(1).views(1).score(2 * OLD));
                }
            } while (!cursor.isEmpty());

            assertEquals(listed.size(), Set.copyOf(listed).size(), sort.text());
            assertTrue(listed.containsAll(before), sort.text());
        }
    }

    @Test
    void servesPopularTemplatesAtTheirOwnPath() {
        Template few = add(aTemplate().tags(tag).likes(1));
        Template many = add(aTemplate().tags(tag).likes(5));

        Answer popular = api.send(api.request("/templates/popular?tag=" + tag));

        assertEquals(200, popular.status());
        assertEquals(List.of(many.id().value(), few.id().value()), ids(popular));
        assertEquals(ids(api.send(api.request("/templates?sort=popular&tag=" + tag))), ids(popular));
        assertEquals(401, api.send(api.request("/templates/popular").header("Authorization", "Bearer x")).status());
    }

    @Test
    void refusesACursorFromAnotherListOrKey() {
        add(aTemplate().tags(tag));
        add(aTemplate().tags(tag));
        String cursor = api.send(api.request("/templates?limit=1&tag=" + tag)).data().get("nextCursor").asText();
        try (LocalNero otherKey = RunningNero.startBeside(first, Map.of("NERO_CURSOR_KEYS",
                "1:" + "A".repeat(43) + "="))) {
            for (Answer answer : List.of(
                    api.send(api.request("/templates?limit=1&cursor=" + cursor)),
                    api.send(api.request("/templates?sort=views&tag=" + tag + "&cursor=" + cursor)),
                    api.send(api.request("/templates?tag=" + tag + "&cursor=A" + cursor)),
                    api.get("/templates/favorites?cursor=" + cursor, token()),
                    api.send(new ApiClient(otherKey).request("/templates?tag=" + tag + "&cursor=" + cursor)))) {
                assertEquals(400, answer.status());
                assertEquals("cursor", answer.json().at("/errors/0/field").asText());
            }
        }
        assertEquals(1, ids(api.send(api.request("/templates?limit=5&tag=" + tag + "&cursor=" + cursor))).size());
    }

    @Test
    void refusesBadParametersAndFindsNothingForSpecialCharacters() {
        for (String query : List.of("limit=0", "limit=101", "limit=abc", "limit=1&limit=2", "offset=1001",
                "sort=newest&sort=newest", "search=" + "a".repeat(201), "cursor=x")) {
            Answer answer = api.send(api.request("/templates?" + query));

            assertEquals(400, answer.status(), query);
            assertEquals("VALIDATION", answer.code(), query);
        }
        for (String search : List.of("$where", "(a+)+$", ".*", "^(([a-z])+.)+[A-Z]([a-z])+$", "{$ne:1}", "!")) {
            Answer answer = api.send(api.request("/templates?search=" + encode(search)));

            assertEquals(200, answer.status(), search);
            assertEquals(List.of(), ids(answer), search);
        }
    }

    @Test
    void servesGuestsAndUsersAndRefusesBadTokens() {
        Template template = add(aTemplate().tags(tag));
        String list = "/templates?tag=" + tag;
        String single = "/templates/" + template.id();
        String token = token();
        api.send(api.request(single + "/favorite").header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.noBody()));

        assertFalse(api.send(api.request(list)).data().at("/templates/0/isFavorite").asBoolean());
        assertTrue(api.get(list, token).data().at("/templates/0/isFavorite").asBoolean());
        assertFalse(api.send(api.request(single)).data().at("/template/isFavorite").asBoolean());
        assertTrue(api.get(single, token).data().at("/template/isFavorite").asBoolean());
        assertEquals(List.of(template.id().value()), ids(api.get("/templates/favorites", token)));
        for (String path : List.of(list, single)) {
            for (Answer answer : List.of(api.get(path, "bad"), api.get(path, token + "x"),
                    api.send(api.request(path).header("Authorization", "")),
                    api.send(api.request(path).header("Authorization", token)),
                    api.send(api.request(path).header("Authorization", "Bearer " + token)
                            .header("Authorization", "Bearer " + token)))) {
                assertEquals(401, answer.status());
                assertEquals("UNAUTHORIZED", answer.code());
            }
        }
        assertEquals(401, api.send(api.request("/templates/favorites")).status());
    }

    @Test
    void refusesAnEndedSessionIfSessionsAreChecked() {
        try (LocalNero checking = RunningNero.startBeside(first, Map.of("NERO_CHECK_SESSIONS", "true"))) {
            ApiClient checked = new ApiClient(checking);
            String token = api.signIn(ApiClient.newPhone());

            int before = checked.get("/templates", token).status();
            api.post("/auth/logout", token, "{}");

            assertEquals(200, before);
            assertEquals(401, checked.get("/templates", token).status());
            assertEquals(200, checked.send(checked.request("/templates")).status());
        }
    }

    @Test
    void returns304IfAListIsUnchanged() {
        add(aTemplate().tags(tag));
        String list = "/templates?tag=" + tag;
        Answer whole = api.send(api.request(list));

        Answer same = apis.getLast().send(api.request(list).header("If-None-Match", whole.header("ETag")));
        add(aTemplate().tags(tag));
        // A page that is not in memory yet.
        Answer changed = api.send(api.request(list + "&limit=21").header("If-None-Match", whole.header("ETag")));

        assertTrue(whole.header("Cache-Control").matches("public, max-age=(59|60)"), whole.header("Cache-Control"));
        assertEquals(304, same.status());
        assertEquals("", same.response().body());
        assertEquals(whole.header("ETag"), same.header("ETag"));
        assertEquals(200, changed.status());
        assertEquals("no-store", api.get(list, token()).header("Cache-Control"));
    }

    @Test
    void countsRepeatedViewsOnce() {
        String path = "/templates/" + add(aTemplate().tags(tag)).id();
        String token = token();

        Race.of(20, i -> () -> apis.get(i % 2).send(api.request(path)));
        Race.of(20, i -> () -> apis.get(i % 2).get(path, token));

        assertEquals(2, api.send(api.request(path)).data().at("/template/viewCount").asInt());
        assertEquals(404, api.send(api.request("/templates/" + Some.id())).status());
        assertEquals(404, api.send(api.request("/templates/1")).status());
    }

    @Test
    void keepsCountsEqualToFavoritesWhileFiftyUsersToggle() {
        List<Template> toggled = Stream.generate(() -> add(aTemplate().tags(tag))).limit(3).toList();
        List<String> people = Stream.generate(TemplatesHttpTest::token).limit(50).toList();

        List<Answer> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            answers.addAll(Race.of(50, i -> () -> apis.get(i % 2)
                    .post("/templates/" + toggled.get(i % 3).id() + "/favorite", people.get(i), "")));
        }

        assertEquals(List.of(), answers.stream().filter(answer -> answer.status() != 200).map(Answer::code).toList());
        assertTrue(answers.stream().allMatch(answer -> answer.data().get("likeCount").asInt() >= 0));
        try (MongoClient mongo = MongoClients.create(first.settings().get("MONGODB_URI"))) {
            for (Template template : toggled) {
                assertEquals(
                        RunningNero.database(first, mongo).getCollection("favoriteTemplates")
                                .countDocuments(new Document("templateId", new ObjectId(template.id().value()))),
                        templates.find(template.id()).orElseThrow().likeCount());
            }
        }
    }

    @Test
    void marksTrendingTemplatesOnASchedule() {
        Template template = add(aTemplate().tags(tag));
        api.post("/templates/" + template.id() + "/favorite", token(), "");

        first.runSchedules();

        assertEquals(List.of(template.id().value()),
                ids(api.send(api.request("/templates?trending=true&sort=trending&tag=" + tag))));
    }

    @Test
    void countsTheTemplatesOfACategory() {
        Slug slug = new Slug(tag);
        new MongoCategories(connection).put(new Category(Some.id(), slug, new Label("City"), new Label("شهر")));
        add(aTemplate().category(tag));

        JsonNode categories = api.send(api.request("/categories").header("Accept-Language", "fa")).data()
                .get("categories");

        JsonNode category = StreamSupport.stream(categories.spliterator(), false)
                .filter(item -> item.get("slug").asText().equals(tag)).findFirst().orElseThrow();
        assertEquals("شهر", category.get("name").asText());
        assertEquals(1, category.get("count").asInt());
    }

    /** As after a failure between a template and its count. Categories of an earlier version have no count yet. */
    @Test
    void theHourlyJobCorrectsTheCountsOfCategories() {
        Slug slug = new Slug(tag);
        MongoCategories categories = new MongoCategories(connection);
        categories.put(new Category(Some.id(), slug, new Label("City"), new Label("شهر")));
        add(aTemplate().category(tag));
        for (Bson wrong : List.of(set("templateCount", 7), unset("templateCount"))) {
            connection.collection("categories").call(rows -> rows.updateOne(eq("slug", tag), wrong));

            assertTrue(categories.recount() >= 1);

            assertEquals(1, categories.list().stream().filter(category -> category.category().slug().equals(slug))
                    .findFirst().orElseThrow().count());
        }
    }

    private static String token() {
        return Canaries.note(tokens.issue(Some.user(Instant.now()), Some.id(), Instant.now()).value());
    }

    private static Template add(TemplateBuilder builder) {
        Template template = builder.build();
        templates.add(template);
        return template;
    }

    private TemplateBuilder random(Random random) {
        TemplateBuilder template = aTemplate().tags(tag)
                .prompt(List.of("Red fox", "a fox in snow", "روباه قرمز").get(random.nextInt(3)))
                .category(List.of("animal", "portrait").get(random.nextInt(2))).likes(random.nextInt(4))
                .views(random.nextInt(4)).score(random.nextInt(4) * OLD);
        template = random.nextBoolean() ? template.style(List.of("Oil", "Ink").get(random.nextInt(2))) : template;
        return random.nextInt(4) == 0 ? template.pinned() : template;
    }

    private static void putSometimes(Random random, Map<String, String> parameters, String name, String... values) {
        if (random.nextInt(3) == 0) {
            parameters.put(name, values[random.nextInt(values.length)]);
        }
    }

    /** A simple in-memory implementation of the list. */
    private static Stream<String> expected(List<Template> all, Map<String, String> parameters) {
        TemplateSort sort = TemplateSort.parse(parameters.getOrDefault("sort", "newest")).orElseThrow();
        TemplateQuery query = new TemplateQuery(label(parameters, "category"), label(parameters, "tag"),
                label(parameters, "style"), Optional.ofNullable(parameters.get("trending")).map("true"::equals),
                Optional.ofNullable(parameters.get("search")).flatMap(SearchQuery::parse), sort);
        return all.stream().filter(query::matches)
                .sorted(Comparator.comparing(query::position, Position.DESCENDING))
                .map(template -> template.id().value());
    }

    private static Optional<Label> label(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(Label::new);
    }

    private static List<String> ids(Answer answer) {
        JsonNode page = answer.data().get("templates");
        return IntStream.range(0, page.size()).mapToObj(i -> page.get(i).get("id").asText()).toList();
    }

    private static String encoded(Map<String, String> parameters) {
        return String.join("&",
                parameters.entrySet().stream().map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .toList());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
