package app.nero.local;

import static app.nero.testing.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.domain.Id;
import app.nero.domain.character.CharacterDraft;
import app.nero.domain.character.CharacterImage;
import app.nero.domain.picture.PublicId;
import app.nero.domain.session.RefreshToken;
import app.nero.domain.session.Session;
import app.nero.domain.signin.PhoneNumber;
import app.nero.domain.template.Category;
import app.nero.domain.template.Label;
import app.nero.domain.template.Slug;
import app.nero.domain.user.AccountChange;
import app.nero.domain.user.PersonName;
import app.nero.domain.user.Role;
import app.nero.domain.user.User;
import app.nero.infrastructure.Settings;
import app.nero.infrastructure.jwt.JwtAccessTokens;
import app.nero.infrastructure.mongo.MongoCategories;
import app.nero.infrastructure.mongo.MongoCharacters;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoSessions;
import app.nero.infrastructure.mongo.MongoTemplates;
import app.nero.infrastructure.mongo.MongoUsers;
import app.nero.local.LambdaRunner.Outcome;
import app.nero.local.SamTemplate.Route;
import app.nero.testing.FaultyServer;
import app.nero.testing.MultipartForm;
import app.nero.testing.Some;
import app.nero.testing.SomePictures;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The events of {@code events/}: they are what the gateway builds today, and each function answers them as described. */
class SampleEventsTest {

    private static final Path FOLDER = Path.of("..", "events");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, LambdaRunner> FUNCTIONS = new HashMap<>();

    private static SampleEvents samples;
    private static SortedMap<String, String> files;
    private static Map<?, ?> described;
    private static LocalNero nero;
    private static ApiClient api;
    private static SamTemplate template;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final RefreshToken refreshToken = RefreshToken.random(RANDOM);

    @BeforeAll
    static void start() throws IOException {
        samples = new SampleEvents(RunningNero.TEMPLATE);
        files = SampleEvents.read(FOLDER);
        described = (Map<?, ?>) map(new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("..", "openapi.yaml")))).get("paths");
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
        template = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "", "SecretVersion", "", "CheckSessions", "true"));
    }

    @AfterAll
    static void stop() {
        nero.close();
    }

    @BeforeEach
    void beginWithWhatTheEventsName() {
        clear();
        try (MongoConnection mongo = MongoConnection.open(nero.settings().get("MONGODB_URI"))) {
            MongoUsers users = new MongoUsers(mongo);
            users.addIfAbsent(User.first(SampleEvents.USER, new PhoneNumber(SampleEvents.PHONE), now));
            users.addIfAbsent(User.first(SampleEvents.ADMIN, Some.phoneNumber(), now));
            users.change(SampleEvents.ADMIN, new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), now);
            new MongoSessions(mongo).add(Session.begin(SampleEvents.SESSION, SampleEvents.USER, refreshToken, "curl",
                    now, now.plusSeconds(3600)));
            new MongoCategories(mongo)
                    .put(new Category(Some.id(), new Slug("portrait"), new Label("Portraits"), new Label("پرتره")));
            new MongoTemplates(mongo).add(aTemplate().id(SampleEvents.TEMPLATE).build());
            List<CharacterImage> images = Stream.generate(() -> PublicId.ofCharacter(SampleEvents.USER, Some.id()))
                    .limit(3).map(it -> new CharacterImage(it, "https://pictures.example/" + it)).toList();
            MongoCharacters characters = new MongoCharacters(mongo);
            characters.draft(new CharacterDraft(SampleEvents.CHARACTER, SampleEvents.USER, new PersonName("Sara"),
                    images.stream().map(CharacterImage::publicId).toList(), now, now.plusSeconds(3600)));
            characters.complete(SampleEvents.CHARACTER, images, now);
        }
    }

    @Test
    void areWhatTheGatewayBuilds() {
        SortedMap<String, String> built = samples.files();

        assertEquals(built.keySet(), files.keySet(), "run bin/events");
        built.forEach((file, event) -> assertEquals(event, files.get(file), file + " is stale: run bin/events"));
    }

    @Test
    void holdNoToken() {
        files.forEach((file, event) -> assertFalse(
                Pattern.compile("eyJ[A-Za-z0-9_-]+|(?i)Bearer (?!\\$\\{ACCESS_TOKEN})").matcher(event).find(), file));
    }

    static List<Route> routes() {
        return samples.template().routes();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void areAnsweredAsTheRouteIsDescribed(Route route) throws IOException {
        String file = SampleEvents.file(route);

        JsonNode answer = answer(route.function(), files.get(file));

        assertEquals(success(route), answer.path("statusCode").asInt(), file + ": " + answer.path("body").asText());
    }

    @ParameterizedTest
    @MethodSource("authorizers")
    void areLetInByTheAuthorizers(String function) throws IOException {
        for (String file : List.of(SampleEvents.TOKEN_AUTHORIZER, SampleEvents.REQUEST_AUTHORIZER)) {
            JsonNode answer = answer(function, files.get(file));

            assertEquals(SampleEvents.USER.value(), answer.path("principalId").asText(), file);
            assertEquals("Allow", answer.at("/policyDocument/Statement/0/Effect").asText(), file);
        }
    }

    static List<String> authorizers() {
        return List.of("AuthorizerFunction", "SessionAuthorizerFunction");
    }

    @ParameterizedTest
    @MethodSource("authorizers")
    void areRefusedByTheAuthorizersAsTheyStand(String function) {
        for (String file : List.of(SampleEvents.TOKEN_AUTHORIZER, SampleEvents.REQUEST_AUTHORIZER)) {
            assertEquals(new Outcome.Failed("Unauthorized"), invoke(function, files.get(file)), file);
        }
    }

    @Test
    void runTheSchedules() {
        assertFalse(samples.template().scheduled().isEmpty());
        for (String function : samples.template().scheduled()) {
            assertInstanceOf(Outcome.Answered.class,
                    invoke(function, files.get(SampleEvents.scheduleFile(function))), function);
        }
    }

    @Test
    void makeTheIndexes() throws IOException {
        try (FaultyServer cloudFormation = new FaultyServer(FaultyServer.answers(200, "")) {
        }) {
            invoke("IndexesFunction",
                    files.get(SampleEvents.CUSTOM_RESOURCE).replace("${RESPONSE_URL}", cloudFormation.uri() + "/"));

            assertTrue(cloudFormation.received().getFirst().body().contains("\"Status\":\"SUCCESS\""));
        }
    }

    /** The one answer of success that the description names for a route. */
    private static int success(Route route) {
        Map<?, ?> operation = map(map(described.get(route.resource().substring("/v1".length())))
                .get(route.method().toLowerCase(Locale.ROOT)));
        List<String> successes = map(operation.get("responses")).keySet().stream().map(Object::toString)
                .filter(status -> status.startsWith("2")).toList();
        assertEquals(1, successes.size(), route.toString());
        return Integer.parseInt(successes.getFirst());
    }

    private JsonNode answer(String function, String event) throws IOException {
        Outcome outcome = invoke(function, filled(event));
        return ApiClient.JSON.readTree(assertInstanceOf(Outcome.Answered.class, outcome, function).json());
    }

    private static Outcome invoke(String function, String event) {
        return FUNCTIONS.computeIfAbsent(function,
                id -> LambdaRunner.load(template.functions().get(id), nero.settings(), LambdaRunner::inThisProcess))
                .invoke(event.getBytes(StandardCharsets.UTF_8), "a-request");
    }

    /** The event with good values for its placeholders. */
    private String filled(String event) throws IOException {
        Map<String, String> values = new HashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(event);
        while (placeholder.find()) {
            switch (placeholder.group(1)) {
                case "ACCESS_TOKEN" -> values.put("ACCESS_TOKEN", Canaries.note(accessToken(SampleEvents.USER)));
                case "REFRESH_TOKEN" -> values.put("REFRESH_TOKEN", Canaries.note(refreshToken.value()));
                case "CODE" -> {
                    api.sendCode(SampleEvents.PHONE);
                    values.put("CODE", api.lastCode(SampleEvents.PHONE));
                }
                case "PUBLIC_ID" -> values.putAll(upload());
                default -> {
                }
            }
        }
        return PLACEHOLDER.matcher(event)
                .replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
    }

    private String accessToken(Id userId) {
        Settings settings = new Settings(nero.settings());
        User user = User.first(userId, new PhoneNumber(SampleEvents.PHONE), now);
        return new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(), settings.accessTokenTtl(), RANDOM)
                .issue(user, SampleEvents.SESSION, now).value();
    }

    /** Asks for leave by the event for it, and uploads a picture straight to the store. */
    private Map<String, String> upload() throws IOException {
        JsonNode granted = ApiClient.JSON.readTree(
                answer("AdminFunction", files.get("AdminFunction/post-admin-uploads.json")).path("body").asText());
        JsonNode upload = granted.at("/data/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "picture.jpg", SomePictures.jpeg(40, 30, 1));
        JsonNode receipt = api.send(HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()))).json();
        return Map.of("PUBLIC_ID", receipt.get("public_id").asText(), "VERSION", receipt.get("version").asText(),
                "SIGNATURE", receipt.get("signature").asText());
    }

    private static void clear() {
        try (MongoClient client = MongoClients.create(nero.settings().get("MONGODB_URI"))) {
            MongoDatabase database = client.getDatabase("nero");
            for (String collection : database.listCollectionNames()) {
                if (!collection.startsWith("system.")) {
                    database.getCollection(collection).deleteMany(new Document());
                }
            }
        }
    }

    private static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }
}
