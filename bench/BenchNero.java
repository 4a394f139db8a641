import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PictureFormat;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Template;
import app.nero.template.TemplateBuilder;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.Some;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Nero in this process with one template and limits that no request reaches. Uses a new database on the configured MongoDB
 * server, or the embedded database in the folder.
 */
final class BenchNero implements AutoCloseable {

    /** A user with this plan can have so many generations at once. */
    static final int SLOTS = 8;

    /** For results. {@link System#out} is the log of the functions. */
    static final PrintStream OUT = System.out;

    private static final String MONGODB_URI = "MONGODB_URI";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);
    private static final Map<String, String> LIMITS = Map.of("NERO_RATE_LIMIT", "1000000/PT15M",
            "NERO_POLL_RATE_LIMIT", "1000000/PT15M", "NERO_UPLOADS_PER_USER", "1000000/PT1H",
            "NERO_GENERATIONS_PER_USER", "1000000/P1D", "NERO_GENERATIONS_TOTAL", "1000000/P1D");

    private final LocalNero nero;
    private final Settings settings;
    private final MongoConnection connection;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger users = new AtomicInteger();
    private final Id templateId;

    private BenchNero(LocalNero nero) {
        this.nero = nero;
        this.settings = new Settings(nero.settings());
        this.connection = MongoConnection.open(settings.mongodbUri());
        this.templateId = addTemplate();
    }

    /**
     * Redirects {@link System#out} to a file in the folder.
     *
     * @param folder for data
     * @param hasWorkers whether queued generations run
     */
    static BenchNero start(Path folder, boolean hasWorkers) throws IOException {
        Files.createDirectories(folder);
        System.setOut(new PrintStream(folder.resolve("log").toFile(), StandardCharsets.UTF_8));
        Map<String, String> environment = new HashMap<>(LIMITS);
        environment.put("NERO_GENERATION_ENABLED", String.valueOf(hasWorkers));
        ConfiguredMongo.newDatabase().ifPresent(uri -> environment.put(MONGODB_URI, uri));
        return new BenchNero(LocalNero.start(Path.of("template.yaml"), folder, true, 0, environment, _ -> {}));
    }

    /** The settings of the functions. */
    Map<String, String> settings() {
        return nero.settings();
    }

    /** The URI of the database server; empty if the database is embedded. */
    static Optional<String> server() {
        return Optional.ofNullable(System.getenv(ConfiguredMongo.URI)).filter(uri -> !uri.isBlank());
    }

    /** Creates a user with the largest balance and the plan that allows most generations at once. */
    BenchUser signIn() {
        Instant now = Instant.now();
        Id id = Id.random(random, now);
        User first = User.first(id, new PhoneNumber("+9890%08d".formatted(users.incrementAndGet())), now);
        StarsEntry gift = StarsEntry.first(Id.random(random, now), id, MoveStars.MAX, now);
        User user = new User(id, first.phoneNumber(), first.name(), first.email(), Subscription.PREMIUM, List.of(), 0,
                gift.balance(), gift.number(), Role.USER, true, now, now);
        MongoUsers mongoUsers = new MongoUsers(connection);
        mongoUsers.addIfAbsent(user);
        new MongoStarsLedger(connection).append(gift);
        mongoUsers.showStars(id, gift.number(), gift.balance());
        String token = new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(), TOKEN_LIFETIME, random)
                .issue(user, Id.random(random, now), now).value();
        return new BenchUser(nero.url() + "/api/v1", token, templateId);
    }

    private Id addTemplate() {
        CloudinaryImageStore store = new CloudinaryImageStore(settings.cloudinary());
        try {
            Template plain = TemplateBuilder.aTemplate().build();
            String url = store.put(plain.publicId(), Some.picture(PictureFormat.JPEG, 768, 1024)).url();
            new MongoTemplates(connection).add(
                    Template.first(plain.id(), url, plain.publicId(), plain.content(), plain.createdAt()));
            return plain.id();
        } finally {
            store.release();
        }
    }

    @Override
    public void close() {
        connection.close();
        nero.close();
    }
}
