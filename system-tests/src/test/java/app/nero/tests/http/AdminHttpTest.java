package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.local.testing.RunningNero;
import app.nero.ops.Admin;
import app.nero.picture.SomePictures;
import app.nero.testing.MultipartForm;
import app.nero.testing.Race;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The admin API over HTTP, and its refusal of other users. */
@Tag("mongodb")
class AdminHttpTest {

    private static final AtomicInteger PAGE_SIZES = new AtomicInteger(10);

    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient mongo;
    private static MongoDatabase database;
    private static String adminPhone;
    private static String admin;
    private static String adminId;

    @BeforeAll
    static void start() throws IOException {
        nero = RunningNero.start(Map.of("NERO_UPLOAD_MEGAPIXELS", "30"));
        api = new ApiClient(nero);
        mongo = MongoClients.create(nero.settings().get("MONGODB_URI"));
        database = RunningNero.database(nero, mongo);
        Path categories = Files.writeString(Files.createTempFile(Path.of("target"), "categories", ".jsonl"),
                "{\"slug\":\"portrait\",\"en\":\"Portraits\",\"fa\":\"پرتره\"}");
        assertEquals(Admin.OK, command("import", categories.toString()));
        adminPhone = ApiClient.newPhone();
        admin = adminToken(adminPhone);
        adminId = api.get("/users/me", admin).data().get("user").get("id").asText();
    }

    @AfterAll
    static void stop() {
        mongo.close();
        nero.close();
    }

    @Test
    void refusesUsersWhoAreNotAdminsOnEveryRoute() throws IOException {
        String user = api.signIn(ApiClient.newPhone());
        List<Route> routes = SamTemplate.read(RunningNero.TEMPLATE, Map.of("WebOrigin", "https://nero.example",
                "Countries", "IR", "SecretVersion", "")).routes().stream()
                .filter(route -> route.resource().startsWith("/v1/admin")).toList();

        assertEquals(11, routes.size());
        for (Route route : routes) {
            String path = route.resource().substring("/v1".length()).replace("{id}", adminId);
            HttpRequest.Builder asGuest = api.request(path).method(route.method(), BodyPublishers.ofString("{}"));
            HttpRequest.Builder asUser = api.request(path).method(route.method(), BodyPublishers.ofString("{}"))
                    .header("Content-Type", "application/json").header("Authorization", "Bearer " + user);

            assertEquals(401, api.send(asGuest).status(), route.toString());
            Answer forbidden = api.send(asUser);
            assertEquals(403, forbidden.status(), route.toString());
            assertEquals("FORBIDDEN", forbidden.code());
            assertEquals("no-store", forbidden.header("Cache-Control"));
        }
    }

    @Test
    void refusesAFormerAdminImmediately() {
        String phone = ApiClient.newPhone();
        String second = adminToken(phone);
        assertEquals(200, api.get("/admin/stats", second).status());

        assertEquals(Admin.OK, command("revoke", phone));

        assertEquals(403, api.get("/admin/stats", second).status());
    }

    @Test
    void switchesAnEngineOffForAllUsers() {
        assertEquals(List.of("studio true"), engines());

        Answer off = api.patch("/admin/engines/studio", admin, "{\"enabled\":false}");

        assertEquals(200, off.status(), off.response().body());
        assertFalse(off.data().at("/engine/enabled").asBoolean());
        assertEquals(List.of("studio false"), engines());
        assertEquals(0, api.get("/engines", admin).data().get("engines").size());
        assertEquals("ENGINE_UNAVAILABLE", api.post("/generations/quote", admin,
                "{\"type\":\"generate\",\"prompt\":\"dusk\"}").code());
        Document entry = database.getCollection("auditLog").find(new Document("target", "studio")).first();
        assertEquals(new Document("enabled", "false"), entry.get("after"));
        assertEquals(200, api.patch("/admin/engines/studio", admin, "{\"enabled\":true}").status());
        assertEquals(200, api.patch("/admin/engines/studio", admin, "{\"enabled\":true}").status());
        assertEquals(List.of("studio true"), engines());
        assertEquals(2, database.getCollection("auditLog").countDocuments(new Document("target", "studio")));
    }

    @Test
    void refusesToSwitchWhatIsNoEngine() {
        assertEquals(404, api.patch("/admin/engines/gemini", admin, "{\"enabled\":false}").status());
        assertEquals(404, api.patch("/admin/engines/" + adminId, admin, "{\"enabled\":false}").status());
        assertEquals("VALIDATION", api.patch("/admin/engines/studio", admin, "{}").code());
        assertEquals("VALIDATION", api.patch("/admin/engines/studio", admin, "{\"enabled\":\"no\"}").code());
    }

    private static List<String> engines() {
        List<String> states = new ArrayList<>();
        api.get("/admin/engines", admin).data().get("engines").forEach(
                engine -> states.add(engine.get("id").asText() + " " + engine.get("enabled").asBoolean()));
        return states;
    }

    @Test
    void createsUpdatesAndDeletesATemplate() throws IOException {
        Answer created = api.post("/admin/templates", admin, "{\"upload\":" + upload()
                + ",\"title\":{\"en\":\"Harbour\",\"fa\":\"بندر\"},\"prompt\":{\"en\":\"A quiet harbour\"},"
                + "\"style\":{\"en\":\"film\",\"fa\":null},\"category\":\"portrait\","
                + "\"tags\":[{\"en\":\"sea\",\"fa\":\"دریا\"},{\"en\":\"sea\"}]}");

        assertEquals(201, created.status(), created.response().body());
        JsonNode template = created.data().get("template");
        String path = "/admin/templates/" + template.get("id").asText();
        assertEquals(List.of("A quiet harbour"), prompts("harbour"));
        assertEquals(List.of("A quiet harbour"), prompts(encoded("بندر")));
        assertEquals("دریا", template.at("/tags/0/fa").asText());
        assertEquals(1, template.get("tags").size());
        assertFalse(template.get("isTrending").asBoolean());
        assertTrue(template.get("strength").isNull());
        assertEquals(200, picture(template.get("imageUrl").asText()));

        Answer changed = api.patch(path, admin,
                "{\"prompt\":{\"en\":\"A loud harbour\"},\"style\":null,\"strength\":0.5,\"isTrending\":true}");
        assertEquals(200, changed.status());
        assertTrue(changed.data().get("template").get("style").isNull());
        assertEquals(0.5, changed.data().get("template").get("strength").asDouble());
        assertEquals("portrait", changed.data().get("template").get("category").asText());
        assertTrue(changed.data().get("template").get("isTrending").asBoolean());
        assertEquals(List.of("A loud harbour"), prompts("harbour"));

        assertEquals(200, api.delete(path, admin).status());
        assertEquals(List.of(), prompts("harbour"));
        assertEquals(404, picture(template.get("imageUrl").asText()));
        assertEquals(404, api.delete(path, admin).status());
        assertEquals(404, api.patch(path, admin, "{\"prompt\":{\"fa\":\"x\"}}").status());
        List<Document> entries = auditEntries(template.get("id").asText());
        assertEquals(List.of("template.create", "template.edit", "template.delete"),
                entries.stream().map(entry -> entry.getString("action")).toList());
        assertTrue(entries.stream().allMatch(entry -> entry.getString("actor").equals(adminId)));
        assertEquals(new Document("isTrending", "false").append("prompt", "A quiet harbour").append("strength", "")
                .append("style", "film"),
                entries.get(1).get("before"));
        assertEquals(new Document("isTrending", "true").append("prompt", "A loud harbour").append("strength", "0.5")
                .append("style", ""),
                entries.get(1).get("after"));
    }

    @Test
    void createsOneTemplatePerUploadAndIdempotencyKey() throws IOException {
        String body = "{\"upload\":" + upload()
                + ",\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"Onlyonce\"},\"category\":\"portrait\"}";

        Answer first = createWithKey(body);
        Answer again = createWithKey(body);
        Answer withoutKey = api.post("/admin/templates", admin, body);

        assertEquals(201, first.status());
        assertEquals(first.data(), again.data());
        assertEquals("VALIDATION", withoutKey.code());
        assertEquals(List.of("Onlyonce"), prompts("onlyonce"));
    }

    @Test
    void limitsTheMegapixelsOfUploads() throws IOException {
        byte[] line = SomePictures.jpeg(6_000, 1, 1);
        String template = ",\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"Large\"},\"category\":\"portrait\"}";

        Answer largest = api.post("/admin/templates", admin,
                "{\"upload\":" + upload(admin, SomePictures.withHeight(line, 5_000)) + template);
        Answer tooLarge = api.post("/admin/templates", admin,
                "{\"upload\":" + upload(admin, SomePictures.withHeight(line, 5_001)) + template);

        assertEquals(201, largest.status(), largest.response().body());
        assertEquals(413, tooLarge.status());
        assertEquals("must have at most 30 megapixels",
                tooLarge.json().get("errors").get(0).get("message").asText());
    }

    @Test
    void refusesForeignAndForgedUploads() throws IOException {
        String other = ApiClient.newPhone();
        Tokens tokens = api.begin(other);
        command("grant", other);
        String otherAdmin = Tokens.of(api.refresh(tokens.refresh())).access();
        String forged = upload().replaceAll("\"signature\":\"[0-9a-f]+\"", "\"signature\":\"" + "0".repeat(40) + "\"");

        for (String upload : List.of(upload(otherAdmin), forged)) {
            Answer answer = api.post("/admin/templates", admin,
                    "{\"upload\":" + upload
                            + ",\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"x\"},\"category\":\"portrait\"}");

            assertEquals(400, answer.status());
            assertEquals("upload", answer.json().get("errors").get(0).get("field").asText());
        }
    }

    @Test
    void refusesBadInputWithoutChanges() throws IOException {
        String id = user(ApiClient.newPhone());
        for (String body : List.of("", "[]", "{", "{\"stars\":1}", "{\"stars\":1.5,\"reason\":\"x\"}",
                "{\"stars\":\"1\",\"reason\":\"x\"}", "{\"stars\":99999999999,\"reason\":\"x\"}",
                "{\"stars\":0,\"reason\":\"x\"}", "{\"stars\":1,\"reason\":\" \"}", "{\"reason\":\"x\"}",
                "{\"subscription\":\"gold\"}", "{\"subscription\":null}", "{\"role\":\"root\"}",
                "{\"role\":[\"admin\"]}",
                "{\"phoneNumber\":\"+989121234567\"}", "{\"isVerified\":false}",
                "{\"role\":\"admin\",\"role\":\"user\"}",
                "{\"role\":\"admin\",\"name\":\"x\"}")) {
            Answer answer = api.patch("/admin/users/" + id, admin, body);

            assertEquals(400, answer.status(), body);
            assertEquals("VALIDATION", answer.code(), body);
        }
        assertEquals(415, api.send(api.request("/admin/users/" + id).header("Authorization", "Bearer " + admin)
                .header("Content-Type", "text/plain").method("PATCH", BodyPublishers.ofString("{}"))).status());
        assertEquals(413,
                api.patch("/admin/users/" + id, admin, "{\"reason\":\"" + "x".repeat(70_000) + "\"}").status());
        assertEquals(404, api.patch("/admin/users/" + "0".repeat(24), admin, "{\"role\":\"admin\"}").status());
        assertEquals(404, api.patch("/admin/users/x", admin, "{\"role\":\"admin\"}").status());
        Document user = find(id);
        assertEquals(3, user.getInteger("stars"));
        assertEquals("user", user.getString("role"));
        assertEquals(List.of(), auditEntries(id));
        for (String body : List.of("{}",
                "{\"title\":{\"en\":\"T\"},\"prompt\":{},\"category\":\"portrait\",\"upload\":" + upload() + "}",
                "{\"title\":{\"en\":\"T\"},\"prompt\":\"x\",\"category\":\"portrait\",\"upload\":" + upload() + "}",
                "{\"title\":{\"fa\":\"" + "ا".repeat(51) + "\"},\"prompt\":{\"en\":\"x\"},\"category\":\"portrait\","
                        + "\"upload\":" + upload() + "}",
                "{\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"x\"},\"category\":\"nothing-here\",\"upload\":"
                        + upload() + "}",
                "{\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"x\"},\"category\":\"portrait\",\"upload\":" + upload()
                        + ",\"likeCount\":9}",
                "{\"title\":{\"en\":\"T\"},\"prompt\":{\"en\":\"x\"},\"category\":\"portrait\",\"tags\":\"x\",\"upload\":"
                        + upload() + "}")) {
            assertEquals("VALIDATION", api.post("/admin/templates", admin, body).code(), body);
        }
        assertEquals(List.of(), prompts("x"));
    }

    @Test
    void findsAndListsUsers() {
        String phone = ApiClient.newPhone();
        String id = user(phone);
        user(ApiClient.newPhone());

        Answer found = api.get("/admin/users?phoneNumber=%2B" + phone.substring(1), admin);
        Answer first = api.get("/admin/users?limit=1", admin);
        Answer second = api.get("/admin/users?limit=1&cursor=" + first.data().get("nextCursor").asText(), admin);

        assertEquals(1, found.data().get("users").size());
        JsonNode user = found.data().get("users").get(0);
        assertEquals(id, user.get("id").asText());
        assertEquals("user", user.get("role").asText());
        assertTrue(found.data().get("nextCursor").isNull());
        assertNotEquals(first.data().get("users"), second.data().get("users"));
        assertEquals(0, api.get("/admin/users?phoneNumber=%2B989000000000", admin).data().get("users").size());
        for (String query : List.of("phoneNumber=x", "cursor=x", "limit=0", "limit=101", "limit=1&limit=2",
                "cursor=" + first.data().get("nextCursor").asText() + "x")) {
            assertEquals(400, api.get("/admin/users?" + query, admin).status(), query);
        }
    }

    @Test
    void keepsTheStarsBalanceCorrectAndNonNegativeUnderConcurrency() {
        String id = user(ApiClient.newPhone());

        List<Answer> answers = Race.of(50, i -> () -> api.patch("/admin/users/" + id, admin,
                "{\"stars\":" + (i % 3 == 0 ? -4 : 2) + ",\"reason\":\"a race\"}"));

        assertTrue(answers.stream().allMatch(answer -> answer.status() == 200 || answer.status() == 409),
                () -> answers.stream().map(Answer::status).distinct().toList().toString());
        List<Document> entries = database.getCollection("starsLedger").find(new Document("userId", new ObjectId(id)))
                .sort(new Document("number", 1)).into(new ArrayList<>());
        int sum = entries.stream().mapToInt(entry -> entry.getInteger("amount")).sum();
        assertEquals(sum, find(id).getInteger("stars"));
        assertEquals(1 + answers.stream().filter(answer -> answer.status() == 200).count(), entries.size());
        assertTrue(entries.stream().allMatch(entry -> entry.getInteger("balance") >= 0));
        assertEquals(3, entries.getFirst().getInteger("amount"));
    }

    @Test
    void addsStarsOncePerIdempotencyKey() {
        String id = user(ApiClient.newPhone());
        for (int i = 0; i < 2; i++) {
            Answer answer = refundWithKey(id, admin);

            assertEquals(13, answer.data().get("user").get("stars").asInt());
            assertEquals("pro", answer.data().get("user").get("subscription").asText());
        }
        assertEquals("CONFLICT", api.patch("/admin/users/" + id, admin, "{\"stars\":-14,\"reason\":\"x\"}").code());
        assertEquals("user.stars", auditEntries(id).getFirst().getString("action"));
        assertEquals("+10", auditEntries(id).getFirst().get("after", Document.class).getString("stars"));
    }

    @Test
    void bindsAnIdempotencyKeyToTheAdmin() {
        String id = user(ApiClient.newPhone());
        String other = adminToken(ApiClient.newPhone());

        assertEquals(13, refundWithKey(id, admin).data().get("user").get("stars").asInt());
        assertEquals(23, refundWithKey(id, other).data().get("user").get("stars").asInt());
        assertEquals(23, refundWithKey(id, admin).data().get("user").get("stars").asInt());
    }

    @Test
    void showsThePaidPlanAndTheOneThatAnAdminSet() {
        String id = user(ApiClient.newPhone());
        Date tomorrow = Date.from(Instant.now().plus(Duration.ofDays(1)));
        database.getCollection("users").updateOne(new Document("_id", new ObjectId(id)), new Document("$set",
                new Document("plansVersion", 1).append("plans", List.of(new Document("paymentId", new ObjectId())
                        .append("plan", "premium").append("from", new Date(0)).append("to", tomorrow)))));

        JsonNode account = api.patch("/admin/users/" + id, admin, "{\"subscription\":\"pro\"}").data().get("user");

        assertEquals("premium", account.get("subscription").asText());
        assertEquals(tomorrow.toInstant(), Instant.parse(account.get("subscriptionUntil").asText()));
        assertEquals("pro", account.get("assignedSubscription").asText());
    }

    @Test
    void countsEventsByDay() {
        JsonNode before = api.get("/admin/stats", admin).data();
        user(ApiClient.newPhone());

        JsonNode after = api.get("/admin/stats", admin).data();

        assertEquals(30, after.get("days").size());
        assertEquals(before.get("totals").get("users").asInt() + 1, after.get("totals").get("users").asInt());
        for (String count : List.of("users", "signIns", "codesSent")) {
            assertTrue(after.get("days").get(0).get(count).asInt() > before.get("days").get(0).get(count).asInt(),
                    count);
        }
    }

    private static Answer refundWithKey(String id, String token) {
        return api.send(api.request("/admin/users/" + id).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").header("Idempotency-Key", "refund-7")
                .method("PATCH",
                        BodyPublishers.ofString("{\"stars\":10,\"reason\":\"a refund\",\"subscription\":\"pro\"}")));
    }

    /** Signs somebody in, makes them an admin, and returns an access token with this role. */
    private static String adminToken(String phone) {
        Tokens first = api.begin(phone);
        assertEquals(Admin.OK, command("grant", phone));
        return Tokens.of(api.refresh(first.refresh())).access();
    }

    private static int command(String command, String argument) {
        try {
            return new Admin(nero.settings(),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                    .run(command, argument);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String user(String phone) {
        return api.get("/users/me", api.signIn(phone)).data().get("user").get("id").asText();
    }

    private static Document find(String id) {
        return database.getCollection("users").find(new Document("_id", new ObjectId(id))).first();
    }

    private static List<Document> auditEntries(String target) {
        return database.getCollection("auditLog").find(new Document("target", new ObjectId(target)))
                .sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    /** Nero shows a guest the same page for a minute, so each call reads a page of another size. */
    private static List<String> prompts(String search) {
        return api.send(api.request("/templates?search=" + search + "&limit=" + PAGE_SIZES.incrementAndGet())).data()
                .get("templates").findValues("prompt")
                .stream()
                .map(prompt -> prompt.get("en").asText()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Answer createWithKey(String body) {
        return api.send(api.request("/admin/templates").header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json").header("Idempotency-Key", "one-template")
                .POST(BodyPublishers.ofString(body)));
    }

    private static int picture(String url) {
        return api.send(HttpRequest.newBuilder(URI.create(url))).status();
    }

    private static String upload() throws IOException {
        return upload(admin);
    }

    /** Uploads a picture directly to the image store and returns the receipt as JSON. */
    private static String upload(String token) throws IOException {
        return upload(token, SomePictures.jpeg(40, 30, 1));
    }

    private static String upload(String token, byte[] picture) throws IOException {
        JsonNode granted = api.post("/admin/uploads", token, "{}").data().get("uploads").get(0);
        MultipartForm form = new MultipartForm();
        granted.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "picture.jpg", picture);
        Answer stored = api.send(HttpRequest.newBuilder(URI.create(granted.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes())));
        JsonNode receipt = stored.json();
        return "{\"publicId\":\"" + receipt.get("public_id").asText() + "\",\"version\":"
                + receipt.get("version").asLong()
                + ",\"signature\":\"" + receipt.get("signature").asText() + "\"}";
    }
}
