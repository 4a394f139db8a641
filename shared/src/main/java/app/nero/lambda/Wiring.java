package app.nero.lambda;

import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineTier;
import app.nero.generation.Engines;
import app.nero.generation.ImageEngine;
import app.nero.generation.JobQueue;
import app.nero.generation.Moderation;
import app.nero.generation.TimeLimitedEngine;
import app.nero.generation.filter.FilterEngine;
import app.nero.generation.gemini.GeminiEngine;
import app.nero.generation.gemini.GeminiOffers;
import app.nero.generation.openai.OpenAiModeration;
import app.nero.generation.replicate.ReplicateEngine;
import app.nero.generation.replicate.ReplicateOffers;
import app.nero.generation.sqs.SqsJobQueue;
import app.nero.http.EventLog;
import app.nero.kernel.Connection;
import app.nero.kernel.ReadCache;
import app.nero.kernel.UnavailableException;
import app.nero.mongo.MongoConnection;
import app.nero.payment.PaymentGateway;
import app.nero.payment.PaymentGateways;
import app.nero.payment.stripe.StripeGateway;
import app.nero.payment.zarinpal.ZarinpalGateway;
import app.nero.picture.ImageStore;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.picture.cloudinary.HttpPictureLoader;
import app.nero.session.AccessTokenVerifier;
import app.nero.session.VerifiedTokens;
import app.nero.session.jwt.JwtVerifier;
import app.nero.signin.CodeSender;
import app.nero.signin.CodeSenderByCountry;
import app.nero.signin.kavenegar.KavenegarCodeSender;
import app.nero.signin.twilio.TwilioCodeSender;
import app.nero.snapshot.Snapshot;
import app.nero.snapshot.Wired;
import app.nero.throttle.Leases;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttles;
import app.nero.throttle.mongo.MongoThrottles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What functions are wired from: settings, clock, log and connections. Connections are created on demand, because a function's
 * jar contains only the SDKs that the function uses.
 */
public final class Wiring implements Wired {

    private static final String GEMINI = "gemini";
    private static final String REPLICATE = "replicate";
    private static final String FILTERS = "filters";

    private final Settings settings;
    private final Clock clock;
    private final Optional<Throttles> requestThrottles;
    private final Optional<JobQueue> localQueue;
    private final List<ImageEngine> localEngines;
    private final EventLog log;
    private final Leases leases = new Leases(this::requestThrottles);
    private final List<Connection> connections = new ArrayList<>();
    private final List<ReadCache<?, ?>> caches = new ArrayList<>();
    private Optional<MongoConnection> mongo = Optional.empty();

    /** The wiring of the function that Lambda runs in this process. It takes part in snapshots. */
    public static Wiring ofEnvironment() {
        Wiring wiring = new Wiring(Settings.ofEnvironment());
        Snapshot.register(wiring);
        return wiring;
    }

    public Wiring(Settings settings) {
        // Millisecond precision, like BSON dates.
        this(settings, Clock.tickMillis(ZoneOffset.UTC), Optional.empty(), Optional.empty());
    }

    /** Like the constructor below, without engines of this machine. */
    public Wiring(Settings settings, Clock clock, Optional<Throttles> requestThrottles, Optional<JobQueue> localQueue) {
        this(settings, clock, requestThrottles, localQueue, List.of());
    }

    /**
     * @param requestThrottles counts requests; if empty, the database does
     * @param localQueue carries hints to workers in this process; if empty, SQS carries them
     * @param localEngines engines that exist on this machine only, which the settings can name
     */
    public Wiring(Settings settings, Clock clock, Optional<Throttles> requestThrottles, Optional<JobQueue> localQueue,
            List<ImageEngine> localEngines) {
        this.settings = settings;
        this.clock = clock;
        this.requestThrottles = requestThrottles;
        this.localQueue = localQueue;
        this.localEngines = List.copyOf(localEngines);
        this.log = new EventLog(clock, settings.metrics());
    }

    public Settings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    @Override
    public EventLog log() {
        return log;
    }

    public SecureRandom random() {
        return new SecureRandom();
    }

    /** The function's only connection to MongoDB, opened by the first call. */
    public MongoConnection mongo() {
        if (mongo.isEmpty()) {
            mongo = Optional.of(track(MongoConnection.open(settings.mongodbUri())));
        }
        return mongo.get();
    }

    public CloudinaryImageStore imageStore() {
        return track(new CloudinaryImageStore(settings.cloudinary()));
    }

    /** Each country's provider. The keys of a provider that sends to no country need not be set. */
    public CodeSender codeSender() {
        Set<String> countries = settings.kavenegarCountries();
        if (countries.isEmpty()) {
            return track(new TwilioCodeSender(settings.twilio()));
        }
        CodeSender kavenegar = new KavenegarCodeSender(settings.kavenegar());
        if (!settings.servesOtherCountries()) {
            return kavenegar;
        }
        return new CodeSenderByCountry(countries.stream().collect(Collectors.toMap(country -> country, _ -> kavenegar)),
                track(new TwilioCodeSender(settings.twilio())));
    }

    /** Logs each hint that is not sent, because use cases go on without it. */
    public JobQueue jobQueue() {
        JobQueue queue = localQueue.orElseGet(() -> track(new SqsJobQueue(settings.queue())));
        return (hint, delay) -> {
            try {
                queue.send(hint, delay);
            } catch (UnavailableException e) {
                log.error("HintNotSent", e, json -> {
                    json.writeStringField("generationId", hint.generationId().value());
                    log.count("HintsNotSent").writeTo(json);
                });
                throw e;
            }
        };
    }

    /** A cache that is empty in a snapshot. */
    public <K, V> ReadCache<K, V> readCache(int maxEntries) {
        ReadCache<K, V> cache = new ReadCache<>(maxEntries, clock);
        caches.add(cache);
        return cache;
    }

    /** Verifies access tokens with the public keys only. */
    public AccessTokenVerifier tokenVerifier() {
        return new VerifiedTokens(new JwtVerifier(settings.jwtPublicKeys(), settings.tokenRules(), clock), clock);
    }

    /** What the configured engines can do, for functions that hold no key of an engine. */
    public EngineOffers engineOffers() {
        return new EngineOffers(settings.engines().stream().flatMap(this::offers).toList());
    }

    private Stream<EngineOffer> offers(String name) {
        return switch (name) {
            case GEMINI -> Stream.of(GeminiOffers.STANDARD, GeminiOffers.PRO);
            case REPLICATE -> Stream.of(ReplicateOffers.of(settings.replicateInput()));
            case FILTERS -> Stream.of(new FilterEngine().offer());
            default -> Stream.of(localEngine(name).offer());
        };
    }

    /** The configured engines. */
    public Engines engines() {
        return new Engines(settings.engines().stream().flatMap(this::engines).toList());
    }

    private Stream<ImageEngine> engines(String name) {
        return switch (name) {
            case GEMINI -> Stream.of(EngineTier.values())
                    .map(tier -> new TimeLimitedEngine(new GeminiEngine(settings.gemini(), tier, log)));
            case REPLICATE -> Stream.of(new ReplicateEngine(settings.replicate(), log));
            case FILTERS -> Stream.of(new TimeLimitedEngine(new FilterEngine()));
            default -> Stream.of(localEngine(name));
        };
    }

    private ImageEngine localEngine(String name) {
        return localEngines.stream().filter(engine -> engine.offer().id().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the setting NERO_ENGINES is invalid: it names an engine that does not exist here"));
    }

    /**
     * What checks the content of generations: OpenAI if its key is set, else nothing.
     *
     * @param store has the uploads
     */
    public Moderation moderation(ImageStore store) {
        return settings.openAi()
                .<Moderation>map(
                        account -> track(new OpenAiModeration(account, store, new HttpPictureLoader(), log)))
                .orElse(Moderation.NONE);
    }

    /** The providers of payments whose keys are set. */
    public PaymentGateways paymentGateways() {
        List<PaymentGateway> gateways = new ArrayList<>();
        settings.stripe().ifPresent(account -> gateways.add(new StripeGateway(account, log)));
        settings.zarinpal().ifPresent(account -> gateways.add(new ZarinpalGateway(account, log, clock)));
        return new PaymentGateways(gateways);
    }

    RequestLimit requestLimit() {
        return requestLimit("request", settings.requestLimit());
    }

    RequestLimit readLimit() {
        return requestLimit("read", settings.readLimit());
    }

    RequestLimit pollLimit() {
        return requestLimit("poll", settings.pollLimit());
    }

    private RequestLimit requestLimit(String name, Limit limit) {
        return new RequestLimit(name, leases, limit, clock);
    }

    /** Not needed by a function without a database, which counts no requests. */
    private Throttles requestThrottles() {
        return requestThrottles.orElseGet(() -> MongoThrottles.ofRequests(mongo()));
    }

    @Override
    public Map<String, String> environment() {
        return settings.environment();
    }

    @Override
    public Wired with(Map<String, String> environment) {
        return new Wiring(new Settings(environment));
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public void forget() {
        leases.clear();
        caches.forEach(ReadCache::clear);
    }

    private <T extends Connection> T track(T connection) {
        connections.add(connection);
        return connection;
    }
}
