package app.nero.local;

import app.nero.audit.Audit;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.ImageEngine;
import app.nero.generation.JobQueue;
import app.nero.generation.TimeLimitedEngine;
import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.local.demo.DemoContent;
import app.nero.local.demo.DemoSamples;
import app.nero.local.developer.DeveloperPage;
import app.nero.local.developer.Documents;
import app.nero.local.developer.Jobs;
import app.nero.local.developer.LocalSignIn;
import app.nero.local.gateway.Access;
import app.nero.local.gateway.Gateway;
import app.nero.local.gateway.LambdaRunner;
import app.nero.local.pages.ApiPage;
import app.nero.local.pages.WebSite;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.QueueSource;
import app.nero.local.standin.BuyerAction;
import app.nero.local.standin.EmbeddedMongo;
import app.nero.local.standin.InProcessQueue;
import app.nero.local.standin.LocalPayments;
import app.nero.local.standin.Outbox;
import app.nero.local.standin.Outbox.Sms;
import app.nero.local.standin.PictureAddresses;
import app.nero.local.standin.PictureFiles;
import app.nero.local.standin.PictureHost;
import app.nero.mongo.MongoConnection;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.studio.ModelFile;
import app.nero.studio.StudioEngine;
import app.nero.template.ImportTemplate;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.mongo.MongoCollections;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs all of Nero in one process: a gateway that serves the functions of the SAM template, and a local replacement for each
 * service that the environment does not configure (embedded database, SMS outbox, picture host, generated keys).
 */
public final class LocalNero implements AutoCloseable {

    private static final String MONGODB_URI = "MONGODB_URI";
    private static final String CLOUDINARY_URL = "CLOUDINARY_URL";
    private static final String TWILIO_ACCOUNT_SID = "TWILIO_ACCOUNT_SID";
    /** How often the queue looks for messages whose delay has ended. */
    private static final int POLL_MILLIS = 100;

    private static final String WEB_ORIGIN = "NERO_WEB_ORIGIN";

    /**
     * What a test puts in the place of a part, for example to make it fail.
     *
     * @param queue wraps the queue through which hints are sent
     * @param engine makes the images instead of {@code studio}
     */
    public record Replacements(UnaryOperator<JobQueue> queue, Optional<ImageEngine> engine) {

        public static final Replacements NONE = new Replacements(UnaryOperator.identity(), Optional.empty());
    }

    private final Gateway gateway;
    private final Optional<EmbeddedMongo> mongo;
    private final PictureFiles pictures;
    private final Path data;
    private final Map<String, String> settings;
    private final Jobs jobs;
    private final Documents documents;
    private final LocalPayments payments;
    private final ScheduledExecutorService schedules = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("schedules").factory());
    private final ScheduledExecutorService deliveries = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("queue").factory());
    private final FutureTask<Void> demo = new FutureTask<>(this::fill, null);

    private LocalNero(Gateway gateway, Optional<EmbeddedMongo> mongo, PictureFiles pictures, Path data,
            Map<String, String> settings, Jobs jobs, InProcessQueue queue, Documents documents,
            LocalPayments payments) {
        this.gateway = gateway;
        this.mongo = mongo;
        this.pictures = pictures;
        this.data = data;
        this.settings = settings;
        this.jobs = jobs;
        this.documents = documents;
        this.payments = payments;
        schedules.scheduleWithFixedDelay(this::runSchedules, 1, 1, TimeUnit.MINUTES);
        deliveries.scheduleWithFixedDelay(queue::deliver, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Like the method below, without a log of requests. */
    public static LocalNero start(Path template, Path data, boolean fresh, int port,
            Map<String, String> environment, Consumer<Sms> sent) throws IOException {
        return start(template, data, fresh, port, environment, sent, _ -> {});
    }

    /** Like the method below, without replacements. */
    public static LocalNero start(Path template, Path data, boolean fresh, int port,
            Map<String, String> environment, Consumer<Sms> sent, Consumer<Access> served) throws IOException {
        return start(template, data, fresh, port, environment, sent, served, Replacements.NONE);
    }

    /**
     * @param template path of the SAM template
     * @param data folder for keys and data; created if missing
     * @param fresh whether to delete existing keys and data first; other files in the folder are kept
     * @param port port to listen on; 0 picks a free one
     * @param environment settings that override the local defaults
     * @param sent called with each SMS
     * @param served called with each request, except those below {@code /_local}
     * @param replacements for tests
     * @throws java.net.BindException if the port is in use
     * @throws IllegalStateException if the data folder is in use, or if a function cannot start
     */
    public static LocalNero start(Path template, Path data, boolean fresh, int port,
            Map<String, String> environment, Consumer<Sms> sent, Consumer<Access> served, Replacements replacements)
            throws IOException {
        HttpServer server = Gateway.bind(port);
        Optional<EmbeddedMongo> mongo = Optional.empty();
        try {
            Map<String, String> overrides = new HashMap<>(environment);
            // An empty variable counts as not set.
            overrides.values().removeIf(String::isBlank);
            Files.createDirectories(data);
            if (!overrides.containsKey(MONGODB_URI)) {
                mongo = Optional.of(EmbeddedMongo.start(data.resolve("mongo"), Clock.systemUTC()));
            }
            PictureFiles pictures = new PictureFiles(data.resolve("pictures"));
            if (fresh) {
                // After opening the embedded database, which locks the folder.
                mongo.ifPresent(EmbeddedMongo::clear);
                pictures.clear();
                LocalSecrets.delete(data);
            }
            int boundPort = server.getAddress().getPort();
            Map<String, String> secrets = LocalSecrets.of(data);
            String cloudinaryUrl = "cloudinary://local:" + secrets.remove(LocalSecrets.PICTURES)
                    + "@nero?upload_prefix=http://localhost:" + boundPort + PictureHost.CLOUDINARY_PATH;
            Map<String, String> settings = settings(boundPort, secrets, mongo, cloudinaryUrl, products(template),
                    overrides);
            LocalPayments payments = new LocalPayments(data, boundPort, settings.get(WEB_ORIGIN), Clock.systemUTC());
            if (fresh) {
                payments.clear();
            }
            ImageEngine ownEngine = replacements.engine().orElseGet(() -> studio(settings));
            String engines = engines(settings, ownEngine);
            // Not in the settings of this instance, because functions in other processes do not have its engine.
            Map<String, String> ofFunctions = new HashMap<>(settings);
            ofFunctions.putIfAbsent("NERO_ENGINES", engines);
            try (MongoConnection connection = MongoConnection.open(settings.get(MONGODB_URI))) {
                MongoCollections.createIndexes(connection);
            }
            if (mongo.isPresent()) {
                new PictureAddresses(data).update(mongo.get(), boundPort);
            }
            SamTemplate sam = SamTemplate.read(template, Map.of("WebOrigin", settings.get(WEB_ORIGIN), "Countries", "",
                    "SecretVersion", "",
                    "Engines", engines, "WithModeration",
                    String.valueOf(isSet("OPENAI_API_KEY", settings)), "WithReplicateWebhooks",
                    String.valueOf(isSet("REPLICATE_WEBHOOK_SECRET", settings)), "WithStripe",
                    String.valueOf(isSet("STRIPE_SECRET_KEY", settings)), "WithZarinpal",
                    String.valueOf(isSet("ZARINPAL_MERCHANT_ID", settings)),
                    "CheckSessions", settings.getOrDefault("NERO_CHECK_SESSIONS", "false"),
                    "GenerationEnabled", settings.getOrDefault("NERO_GENERATION_ENABLED", "true")));
            Outbox outbox = new Outbox(Clock.systemUTC(), sent);
            PictureHost host = new PictureHost(pictures, CloudinaryAccount.parse(cloudinaryUrl),
                    "http://localhost:" + boundPort, Clock.systemUTC());
            Map<String, HttpHandler> local = new HashMap<>(outbox.handlers());
            local.putAll(host.handlers());
            local.putAll(payments.handlers());
            CompletableFuture<Gateway> started = new CompletableFuture<>();
            Jobs jobs = new Jobs(sam.scheduled(), id -> started.join().runSchedule(id), Clock.systemUTC());
            QueueSource source = sam.queueSources().getFirst();
            InProcessQueue queue = new InProcessQueue(source,
                    event -> started.join().runMessages(source.function(), event), Clock.systemUTC(),
                    task -> Thread.ofVirtual().start(task));
            Documents documents = new Documents(settings.get(MONGODB_URI));
            Optional<LocalSignIn> signIn = overrides.containsKey(TWILIO_ACCOUNT_SID)
                    ? Optional.empty()
                    : Optional.of(new LocalSignIn("http://127.0.0.1:" + boundPort + "/" + sam.stage() + "/v1", outbox));
            local.putAll(new DeveloperPage(sam, ofFunctions, documents, pictures, jobs, queue, signIn).handlers());
            Gateway gateway = Gateway.start(server, sam, ofFunctions, local, pages(template, started),
                    Clock.systemUTC(), served,
                    LambdaRunner.inThisProcess(replacements.queue().apply(queue), List.of(ownEngine)));
            started.complete(gateway);
            if (mongo.isPresent()) {
                RunningInstance.write(data, settings);
            }
            return new LocalNero(gateway, mongo, pictures, data, settings, jobs, queue, documents, payments);
        } catch (IOException | RuntimeException e) {
            server.stop(0);
            mongo.ifPresent(EmbeddedMongo::close);
            throw e;
        }
    }

    private static boolean isSet(String key, Map<String, String> settings) {
        return !settings.getOrDefault(key, "").isBlank();
    }

    /** The engine of this machine. */
    private static ImageEngine studio(Map<String, String> settings) {
        return new TimeLimitedEngine(new StudioEngine(ModelFile.of(settings),
                (prompt, seed) -> new DemoSamples().find(prompt, seed)));
    }

    /** The engines whose keys are set, or else that of this machine. */
    private static String engines(Map<String, String> settings, ImageEngine ownEngine) {
        List<String> providers = Stream
                .of(Map.entry("gemini", "GEMINI_API_KEY"), Map.entry("replicate", "REPLICATE_API_TOKEN"))
                .filter(provider -> isSet(provider.getValue(), settings)).map(Map.Entry::getKey).toList();
        return providers.isEmpty() ? ownEngine.offer().id() : String.join(",", providers);
    }

    public String url() {
        return "http://localhost:" + gateway.port();
    }

    /** The settings of the functions. Another instance started with them shares the data, keys and outbox of this one. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Fills the embedded database with demo content in the background, if it is empty. Does not change other databases. */
    public Future<?> fillWithDemo() {
        Thread.ofPlatform().daemon().name("demo").start(demo);
        return demo;
    }

    private void fill() {
        if (mongo.isEmpty()) {
            return;
        }
        Settings own = new Settings(settings);
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        SecureRandom random = new SecureRandom();
        try (MongoConnection connection = MongoConnection.open(own.mongodbUri())) {
            MongoTemplates templates = new MongoTemplates(connection);
            MongoCategories categories = new MongoCategories(connection);
            ImportTemplate importTemplate = new ImportTemplate(templates, categories,
                    new CloudinaryImageStore(own.cloudinary()),
                    new Audit(new MongoAuditLog(connection), clock, random), clock, random);
            DemoContent content = new DemoContent(importTemplate, templates, categories, new MongoFavorites(connection),
                    clock);
            if (content.belongsHere()) {
                content.fill();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public Set<PublicId> publicIds() throws IOException {
        return pictures.publicIds();
    }

    /** Runs all scheduled functions now. Logs failures instead of throwing. */
    public void runSchedules() {
        jobs.runAll();
    }

    /**
     * Does what a person does on the page of a payment, for tests without a browser.
     *
     * @param paymentId of a payment that was opened at a local replacement for its provider
     */
    public void act(Id paymentId, BuyerAction action) throws IOException {
        payments.act(paymentId, action);
    }

    @Override
    public void close() {
        schedules.shutdownNow();
        deliveries.shutdownNow();
        demo.cancel(true);
        gateway.close();
        documents.close();
        mongo.ifPresent(this::close);
    }

    private void close(EmbeddedMongo server) {
        try {
            RunningInstance.delete(data);
        } catch (IOException e) {
            System.getLogger(LocalNero.class.getName()).log(System.Logger.Level.WARNING,
                    "cannot delete the file of the running instance", e);
        }
        server.close();
    }

    /**
     * Pages outside the API: the built web app and the API reference, both found relative to the template.
     *
     * @param gateway answers requests for pages that the function {@code pages} serves
     */
    private static Map<String, HttpHandler> pages(Path template, CompletableFuture<Gateway> gateway) {
        WebSite site = new WebSite(template.resolveSibling("web").resolve("target").resolve("site"),
                (exchange, path) -> gateway.join().get(exchange, path));
        ApiPage api = new ApiPage(template.resolveSibling("openapi.yaml"));
        return Map.of("/", site, ApiPage.PAGE, api, ApiPage.DESCRIPTION, api);
    }

    /** The products of the example, found relative to the template. */
    private static Optional<String> products(Path template) throws IOException {
        Path example = template.resolveSibling("deploy").resolve("products.example.json");
        return Files.exists(example) ? Optional.of(Files.readString(example)) : Optional.empty();
    }

    private static Map<String, String> settings(int port, Map<String, String> secrets, Optional<EmbeddedMongo> mongo,
            String cloudinaryUrl, Optional<String> products, Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(LocalLimits.LOCAL);
        settings.putAll(secrets);
        settings.putAll(LocalPayments.settings(port, environment));
        products.ifPresent(text -> settings.put("NERO_PRODUCTS", text));
        settings.put(CLOUDINARY_URL, cloudinaryUrl);
        settings.put(WEB_ORIGIN, "http://localhost:" + port);
        settings.put("NERO_SITE_URL", "http://localhost:" + port);
        mongo.ifPresent(server -> settings.put(MONGODB_URI, server.uri()));
        if (!environment.containsKey(TWILIO_ACCOUNT_SID)) {
            settings.put(TWILIO_ACCOUNT_SID, "AC00000000000000000000000000000000");
            settings.put("TWILIO_AUTH_TOKEN", "local");
            settings.put("TWILIO_MESSAGING_SERVICE_SID", "MG00000000000000000000000000000000");
            settings.put("TWILIO_BASE_URL", "http://127.0.0.1:" + port + Outbox.TWILIO_PATH);
        }
        settings.putAll(environment);
        return settings;
    }
}
