import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.Localized;
import app.nero.kernel.PhoneNumber;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PublicId;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.mongo.MongoSessions;
import app.nero.stars.OpenLedger;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Label;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.mongo.MongoCollections;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Fills an empty database with templates and users. Each template has one favorite, and each user has the stars of a new account.
 * Signs in the first users with the keys in the environment, and prints their access tokens and ids, and the ids of 100 templates.
 */
class Fill {

    private static final int WRITERS = 16;
    private static final int LIKES_OF_FIRST_USER = 40;
    private static final int PRINTED = 100;
    private static final int SIGNED_IN = 50;

    /** With more templates than this, the indexes are built after the writes. */
    private static final int MANY = 50_000;

    private static final String PHONE = "+9890%08d";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] WORDS = "portrait neon rain city night forest snow fox woman man child oil ink pencil"
            .concat(" film grain cinematic anime robot desert ocean mountain flower light shadow باران شب شهر گل کوه")
            .split(" ");

    private final SecureRandom ids = new SecureRandom();

    public static void main(String[] args) throws Exception {
        String uri = args[0];
        try (MongoClient client = MongoClients.create(uri)) {
            initiate(client);
            String name = uri.replaceFirst("^mongodb://[^/]+/([^?]+).*$", "$1");
            String unlimited = uri + "&timeoutMS=0&w=1&journal=false&maxPoolSize=" + WRITERS;
            try (MongoConnection connection = MongoConnection.open(unlimited)) {
                new Fill().run(connection, client.getDatabase(name), Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]));
            }
            // Flushes pending writes, so that they do not disturb the measurements.
            client.getDatabase("admin").runCommand(new Document("fsync", 1));
        }
    }

    /** Makes a new server a replica set. */
    private static void initiate(MongoClient client) throws InterruptedException {
        MongoDatabase admin = client.getDatabase("admin");
        admin.runCommand(new Document("replSetInitiate", new Document()));
        while (!admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary")) {
            Thread.sleep(50);
        }
    }

    private void run(MongoConnection connection, MongoDatabase database, int templates, int users) {
        MongoCollection<Document> collection = database.getCollection("templates");
        MongoCollections.createIndexes(connection);
        if (templates > MANY) {
            collection.dropIndexes();
            database.getCollection("favoriteTemplates").dropIndexes();
        }
        MongoUsers mongoUsers = new MongoUsers(connection);
        MongoStarsLedger ledger = new MongoStarsLedger(connection);
        each(users, i -> {
            User user = User.first(Id.random(ids, at(i)), new PhoneNumber(PHONE.formatted(i)), at(i));
            StarsEntry gift = StarsEntry.first(Id.random(ids, at(i)), user.id(), OpenLedger.GIFT, at(i));
            mongoUsers.addIfAbsent(user);
            ledger.append(gift);
            mongoUsers.showStars(user.id(), gift.number(), gift.balance());
        });
        List<User> signedIn = IntStream.range(0, SIGNED_IN)
                .mapToObj(i -> mongoUsers.findByPhoneNumber(new PhoneNumber(PHONE.formatted(i))).orElseThrow()).toList();
        Id first = signedIn.getFirst().id();
        MongoTemplates mongoTemplates = new MongoTemplates(connection);
        MongoFavorites favorites = new MongoFavorites(connection);
        each(templates, i -> {
            Template template = template(i);
            mongoTemplates.add(template);
            Id fan = i % 7 == 0 && i / 7 < LIKES_OF_FIRST_USER ? first : Id.random(ids, at(i));
            favorites.add(new Favorite(Id.random(ids, at(i)), fan, template.id(), at(i)));
        });
        MongoCollections.createIndexes(connection);
        MongoSessions sessions = new MongoSessions(connection);
        signedIn.forEach(user -> System.out.println(signIn(user, sessions) + " " + user.id().value()));
        for (Document template : collection.find().projection(new Document("_id", 1))
                .sort(new Document("_id", -1)).limit(PRINTED)) {
            System.out.println(template.getObjectId("_id").toHexString());
        }
    }

    private String signIn(User user, MongoSessions sessions) {
        Settings settings = Settings.ofEnvironment();
        Instant now = Instant.now();
        Session session = Session.begin(Id.random(ids, now), user.id(), RefreshToken.random(ids), "bench", now,
                now.plus(TOKEN_LIFETIME));
        sessions.add(session);
        return new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(), TOKEN_LIFETIME, ids)
                .issue(user, session.id(), now).value();
    }

    private static Instant at(int i) {
        return BEGIN.plusSeconds(i);
    }

    private Template template(int i) {
        Random random = new Random(i);
        Id id = Id.random(ids, at(i));
        TemplateContent content = new TemplateContent(label("title " + i),
                Localized.inEnglish(new Prompt(words(random))), Optional.of(label("style " + random.nextInt(20))), new Slug("category-" + random.nextInt(12)),
                List.of(label("tag" + random.nextInt(200)), label("theme" + random.nextInt(50))), Optional.empty(), false);
        PublicId picture = PublicId.ofTemplate(id);
        return new Template(id, "https://pictures.example/" + picture + ".jpg", picture, content, false,
                random.nextInt(3) * random.nextDouble(), random.nextInt(10_000), 1, 0, at(i), at(i));
    }

    private static Localized<Label> label(String text) {
        return Localized.inEnglish(new Label(text));
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return words.toString().strip();
    }

    private static void each(int count, IntConsumer write) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.submit(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        write.accept(number);
                    }
                });
            }
        }
    }
}
