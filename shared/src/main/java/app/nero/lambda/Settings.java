package app.nero.lambda;

import app.nero.generation.Allowance;
import app.nero.generation.GenerationLimits;
import app.nero.generation.RunGeneration;
import app.nero.generation.gemini.GeminiAccount;
import app.nero.generation.openai.OpenAiAccount;
import app.nero.generation.replicate.ModelInput;
import app.nero.generation.replicate.ReplicateAccount;
import app.nero.generation.replicate.ReplicatePrice;
import app.nero.generation.sqs.SqsQueue;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.PhoneNumber;
import app.nero.payment.Products;
import app.nero.payment.json.ProductsJson;
import app.nero.payment.stripe.StripeAccount;
import app.nero.payment.zarinpal.ZarinpalAccount;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.session.SessionRules;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.signin.CodeHashing;
import app.nero.signin.GuessLimit;
import app.nero.signin.SendRules;
import app.nero.signin.kavenegar.KavenegarAccount;
import app.nero.signin.twilio.TwilioAccount;
import app.nero.stars.NumberHashing;
import app.nero.throttle.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The settings, read from environment variables. An empty variable counts as missing. If a required variable is missing or a
 * value is invalid, each method throws an {@link IllegalArgumentException} that names the variable but never its value, so the
 * function does not start.
 */
public final class Settings {

    private static final int MIN_KEY_BYTES = 32;
    /** The least that Standard Webhooks allows. */
    private static final int MIN_WEBHOOK_KEY_BYTES = 24;
    private static final String WEBHOOK_SECRET = "whsec_";
    private static final Duration MAX_CODE_TTL = Duration.ofHours(10);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern MEGAPIXELS = Pattern.compile("[1-9][0-9]?|100");
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final Map<String, String> environment;

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static Settings ofEnvironment() {
        return new Settings(System.getenv());
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The only web origin that browsers may call the API from. */
    public String webOrigin() {
        required("NERO_WEB_ORIGIN", Settings::host);
        return required("NERO_WEB_ORIGIN", Function.identity());
    }

    /** Where the files of the web app are. Only this machine may be called without TLS. */
    public URI siteUrl() {
        return required("NERO_SITE_URL", Settings::siteUri);
    }

    /** The CloudWatch namespace of this deployment's metrics. */
    public String metrics() {
        return optional("NERO_METRICS", "nero", Function.identity());
    }

    /** A MongoDB connection string, which the driver validates. */
    public String mongodbUri() {
        return required("MONGODB_URI", Function.identity());
    }

    /** Peppers as {@code keyId:base64}, separated by commas. The first one hashes new codes. */
    public CodeHashing codeHashing() {
        return new CodeHashing(required("NERO_CODE_PEPPERS", Settings::keys));
    }

    /** Keys as {@code keyId:base64}, separated by commas. The first one hashes the numbers of erased accounts. */
    public NumberHashing numberHashing() {
        return new NumberHashing(required("NERO_ERASURE_KEYS", Settings::keys));
    }

    /** Keys as {@code keyId:base64}, separated by commas. The first one signs. */
    public CursorSigning cursorSigning() {
        return new CursorSigning(required("NERO_CURSOR_KEYS", Settings::keys));
    }

    public SendRules sendRules() {
        return new SendRules(countries(),
                optional("NERO_SENDS_PER_PHONE", "1/PT1M,5/PT1H,10/P1D", Limit::parseAll),
                optional("NERO_SENDS_PER_IP", "100/PT1H", Limit::parseAll),
                optional("NERO_COUNTRIES_PER_IP", "3/P1D", Limit::parse),
                optional("NERO_SENDS_TOTAL", "5000/P1D", Limit::parseAll),
                guessLimit(),
                optional("NERO_CODE_TTL", "PT5M", Settings::codeTtl),
                Optional.of(required("NERO_WEB_ORIGIN", Settings::host)));
    }

    public GuessLimit guessLimit() {
        return new GuessLimit(optional("NERO_GUESSES_PER_PHONE", "20/P1D", Limit::parse));
    }

    public Limit requestLimit() {
        return optional("NERO_RATE_LIMIT", "100/PT15M", Limit::parse);
    }

    /** The limit of reads that guests may call too. */
    public Limit readLimit() {
        return optional("NERO_READ_RATE_LIMIT", "600/PT15M", Limit::parse);
    }

    /** The limit of reads that a client repeats while it waits for generations. */
    public Limit pollLimit() {
        return optional("NERO_POLL_RATE_LIMIT", "900/PT15M", Limit::parse);
    }

    /** How often a user may start an export of their data. */
    public Limit exportsPerUser() {
        return optional("NERO_EXPORTS_PER_USER", "2/P1D", Limit::parse);
    }

    /** How often a user may prepare direct uploads. */
    public Limit uploadsPerUser() {
        return optional("NERO_UPLOADS_PER_USER", "60/PT1H", Limit::parse);
    }

    /** The maximum size of a direct upload in millions of pixels. The image store's plan may allow less. */
    public int uploadMegapixels() {
        return optional("NERO_UPLOAD_MEGAPIXELS", "25", Settings::megapixels);
    }

    /** How many generations users may start. */
    public GenerationLimits generationLimits() {
        return new GenerationLimits(
                optional("NERO_GENERATIONS_PER_USER", "30/PT1H,150/P1D", Settings::limitsOfADay),
                optional("NERO_GENERATIONS_PER_FREE_USER", "10/P1D", Settings::limitsOfADay),
                optional("NERO_GENERATIONS_ON_FIRST_DAY", "5/P1D", Settings::limitsOfADay),
                optional("NERO_GENERATIONS_TOTAL", "2000/P1D", Limit::parseAll));
    }

    /** Sends through the Messaging Service if one is set, otherwise from a phone number. */
    public TwilioAccount twilio() {
        TwilioAccount.Sender sender = this.<TwilioAccount.Sender>ifSet("TWILIO_MESSAGING_SERVICE_SID",
                TwilioAccount.MessagingService::new)
                .or(() -> ifSet("TWILIO_FROM", number -> new TwilioAccount.FromNumber(new PhoneNumber(number))))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the setting TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM is missing"));
        String sid = required("TWILIO_ACCOUNT_SID", Function.identity());
        URI baseUri = ifSet("TWILIO_BASE_URL", Settings::uri).orElse(TwilioAccount.TWILIO);
        return required("TWILIO_AUTH_TOKEN", token -> new TwilioAccount(sid, token, sender, baseUri));
    }

    /** The countries to which Kavenegar sends codes instead of Twilio, ISO 3166-1 alpha-2. */
    public Set<String> kavenegarCountries() {
        return optional("NERO_KAVENEGAR_COUNTRIES", "", Settings::countries);
    }

    /** Whether codes may be sent to a country other than {@link #kavenegarCountries}. */
    public boolean servesOtherCountries() {
        Set<String> countries = countries();
        return countries.isEmpty() || !kavenegarCountries().containsAll(countries);
    }

    public KavenegarAccount kavenegar() {
        String template = required("KAVENEGAR_TEMPLATE", KavenegarAccount::requireTemplate);
        URI baseUri = ifSet("KAVENEGAR_BASE_URL", Settings::httpUri).orElse(KavenegarAccount.KAVENEGAR);
        return required("KAVENEGAR_API_KEY", key -> new KavenegarAccount(key, template, baseUri));
    }

    /** Format: {@code cloudinary://key:secret@cloud}. */
    public CloudinaryAccount cloudinary() {
        return required("CLOUDINARY_URL", CloudinaryAccount::parse);
    }

    /** How long a worker may hold a generation. It must be longer than a worker can run; tests use less. */
    public Duration generationLease() {
        return optional("NERO_GENERATION_LEASE", RunGeneration.LEASE.toString(), Settings::duration);
    }

    /** The names of the engines that make images, the preferred one first. */
    public List<String> engines() {
        return optional("NERO_ENGINES", "filters", Settings::names);
    }

    public GeminiAccount gemini() {
        String standard = optional("NERO_GEMINI_MODEL", GeminiAccount.DEFAULT_STANDARD_MODEL,
                GeminiAccount::requireModel);
        String pro = optional("NERO_GEMINI_PRO_MODEL", GeminiAccount.DEFAULT_PRO_MODEL, GeminiAccount::requireModel);
        URI baseUri = ifSet("GEMINI_BASE_URL", Settings::httpUri).orElse(GeminiAccount.GOOGLE);
        return required("GEMINI_API_KEY", key -> new GeminiAccount(key, standard, pro, baseUri));
    }

    public ReplicateAccount replicate() {
        String model = optional("NERO_REPLICATE_MODEL", ReplicateAccount.DEFAULT_MODEL,
                ReplicateAccount::requireModel);
        Optional<ReplicatePrice> price = ifSet("NERO_REPLICATE_PRICE", ReplicatePrice::parse);
        URI baseUri = ifSet("REPLICATE_BASE_URL", Settings::httpUri).orElse(ReplicateAccount.REPLICATE);
        ModelInput input = replicateInput();
        Optional<URI> webhooks = ifSet("NERO_WEBHOOK_URL", Settings::webhookUri);
        return required("REPLICATE_API_TOKEN",
                token -> new ReplicateAccount(token, model, input, price, webhooks, baseUri));
    }

    /** How Replicate's model takes its input, which also tells what it can do. */
    public ModelInput replicateInput() {
        return optional("NERO_REPLICATE_INPUT", ModelInput.DEFAULT, ModelInput::parse);
    }

    /** The account that checks the content of generations; empty if the key is not set. */
    public Optional<OpenAiAccount> openAi() {
        if (!isSet("OPENAI_API_KEY")) {
            return Optional.empty();
        }
        URI baseUri = ifSet("OPENAI_BASE_URL", Settings::httpUri).orElse(OpenAiAccount.OPENAI);
        return Optional.of(required("OPENAI_API_KEY", key -> new OpenAiAccount(key, baseUri)));
    }

    /** Keys as {@code whsec_base64}, separated by commas, each of which may sign Replicate's webhooks; empty if not set. */
    public List<SecretKey> replicateWebhookKeys() {
        return ifSet("REPLICATE_WEBHOOK_SECRET", Settings::webhookKeys).orElse(List.of());
    }

    /** What Nero sells, as JSON; nothing if not set. */
    public Products products() {
        return ifSet("NERO_PRODUCTS", ProductsJson::parse).orElseGet(() -> new Products(List.of()));
    }

    /** The account at Stripe; empty if its key is not set. */
    public Optional<StripeAccount> stripe() {
        URI baseUri = ifSet("STRIPE_API_URL", Settings::httpUri).orElse(StripeAccount.STRIPE);
        return ifSet("STRIPE_SECRET_KEY", key -> new StripeAccount(key, baseUri));
    }

    /** Secrets as {@code whsec_…}, separated by commas, each of which may sign Stripe's webhooks; empty if not set. */
    public List<String> stripeWebhookSecrets() {
        return ifSet("STRIPE_WEBHOOK_SECRET", text -> Stream.of(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
    }

    /** The account at Zarinpal; empty if its merchant id is not set. */
    public Optional<ZarinpalAccount> zarinpal() {
        URI baseUri = ifSet("ZARINPAL_API_URL", Settings::httpUri).orElse(ZarinpalAccount.ZARINPAL);
        return ifSet("ZARINPAL_MERCHANT_ID", id -> new ZarinpalAccount(id, baseUri));
    }

    /** The public URL of the API with its version, such as {@code https://api.nero.example/api/v1}. Providers return buyers to it. */
    public URI apiUrl() {
        return required("NERO_API_URL", Settings::httpUri);
    }

    /**
     * The queue of generations. Lambda sets the variables that start with {@code AWS}. Under SnapStart, it sets no keys, and an
     * endpoint provides them.
     */
    public SqsQueue queue() {
        Optional<SqsQueue.Keys> keys = ifSet("AWS_ACCESS_KEY_ID", id -> new SqsQueue.Keys(id,
                required("AWS_SECRET_ACCESS_KEY", Function.identity()),
                ifSet("AWS_SESSION_TOKEN", Function.identity())));
        return new SqsQueue(required("NERO_QUEUE_URL", Settings::httpUri),
                required("AWS_REGION", Function.identity()), keys);
    }

    /** The key that signs access tokens. Its public key must be accepted, otherwise all its tokens would be rejected. */
    public RSAPrivateCrtKey jwtPrivateKey() {
        List<RSAPublicKey> accepted = jwtPublicKeys();
        return required("NERO_JWT_PRIVATE_KEY", text -> {
            RSAPrivateCrtKey key = RsaKeys.privateKey(text);
            if (!accepted.contains(RsaKeys.publicKey(key))) {
                throw new IllegalArgumentException("its public key is not in NERO_JWT_PUBLIC_KEYS");
            }
            return key;
        });
    }

    /** The keys that access tokens are verified with, separated by commas. */
    public List<RSAPublicKey> jwtPublicKeys() {
        return required("NERO_JWT_PUBLIC_KEYS",
                keys -> Stream.of(keys.split(",")).map(RsaKeys::publicKey).distinct().toList());
    }

    /** Whether the session of an access token must exist. */
    public boolean checkSessions() {
        return optional("NERO_CHECK_SESSIONS", "false", Settings::bool);
    }

    public TokenRules tokenRules() {
        return new TokenRules(optional("NERO_JWT_ISSUER", "nero", Function.identity()),
                optional("NERO_JWT_AUDIENCE", "nero-api", Function.identity()));
    }

    public Duration accessTokenTtl() {
        return optional("NERO_ACCESS_TOKEN_TTL", "PT15M", Settings::duration);
    }

    public SessionRules sessionRules() {
        return new SessionRules(optional("NERO_REFRESH_TOKEN_IDLE", "P30D", Settings::duration),
                optional("NERO_REFRESH_TOKEN_MAX", "P90D", Settings::duration),
                optional("NERO_REFRESH_GRACE", "PT10S", Settings::duration));
    }

    /** Empty means every country. In Lambda it is required, because SMS cost money. */
    private Set<String> countries() {
        String name = "NERO_COUNTRIES";
        return environment.containsKey("AWS_LAMBDA_FUNCTION_NAME")
                ? required(name, Settings::countries)
                : optional(name, "", Settings::countries);
    }

    private static Set<String> countries(String text) {
        Set<String> countries = Stream.of(text.split(",")).map(country -> country.strip().toUpperCase(Locale.ROOT))
                .filter(country -> !country.isEmpty()).collect(Collectors.toUnmodifiableSet());
        if (!countries.stream().allMatch(country -> COUNTRY.matcher(country).matches())) {
            throw new IllegalArgumentException("expected ISO 3166-1 alpha-2 codes, separated by commas");
        }
        return countries;
    }

    private static SequencedMap<String, SecretKey> keys(String text) {
        SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
        for (String entry : text.split(",")) {
            String[] parts = entry.strip().split(":", -1);
            byte[] key = parts.length == 2 ? decode(parts[1]) : new byte[0];
            if (key.length < MIN_KEY_BYTES || parts[0].isEmpty()) {
                throw new IllegalArgumentException(
                        "expected keys as keyId:base64 of at least 32 bytes, separated by commas");
            }
            if (keys.putIfAbsent(parts[0], new SecretKeySpec(key, "HmacSHA256")) != null) {
                throw new IllegalArgumentException("duplicate keyId");
            }
        }
        return keys;
    }

    private static List<SecretKey> webhookKeys(String text) {
        return Stream.of(text.split(",")).map(String::strip).map(Settings::webhookKey).toList();
    }

    private static SecretKey webhookKey(String secret) {
        byte[] key = secret.startsWith(WEBHOOK_SECRET)
                ? decode(secret.substring(WEBHOOK_SECRET.length()))
                : new byte[0];
        if (key.length < MIN_WEBHOOK_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "expected keys as whsec_base64 of at least 24 bytes, separated by commas");
        }
        return new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    /** Twilio's limit for the validity of an SMS is 10 hours. */
    private static Duration codeTtl(String text) {
        Duration ttl = duration(text);
        if (ttl.compareTo(MAX_CODE_TTL) > 0) {
            throw new IllegalArgumentException("expected at most PT10H");
        }
        return ttl;
    }

    private static List<Limit> limitsOfADay(String text) {
        List<Limit> limits = Limit.parseAll(text);
        if (limits.stream().anyMatch(limit -> limit.window().compareTo(Allowance.MAX_WINDOW) > 0)) {
            throw new IllegalArgumentException("expected windows of at most P1D");
        }
        return limits;
    }

    private static List<String> names(String text) {
        List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches()) || Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("expected different names, separated by commas");
        }
        return names;
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static int megapixels(String text) {
        if (!MEGAPIXELS.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a whole number from 1 to 100");
        }
        return Integer.parseInt(text);
    }

    private static String host(String origin) {
        return Optional.ofNullable(uri(origin).getHost()).orElseThrow(
                () -> new IllegalArgumentException("expected an origin such as https://nero.example"));
    }

    private static URI webhookUri(String text) {
        URI uri = httpUri(text);
        if (!uri.getScheme().equals("https") || uri.getQuery() != null || uri.getFragment() != null
                || text.endsWith("/")) {
            throw new IllegalArgumentException("expected a URL such as https://api.nero.example/api/v1");
        }
        return uri;
    }

    private static URI siteUri(String text) {
        URI uri = httpUri(text);
        boolean isSafe = uri.getScheme().equals("https") || LOCAL_HOSTS.contains(uri.getHost());
        if (!isSafe || !uri.getRawPath().isEmpty() || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("expected a URL such as https://nero.example");
        }
        return uri;
    }

    private static URI httpUri(String text) {
        URI uri = uri(text);
        if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("expected a URL such as https://host/path");
        }
        return uri;
    }

    /** Replaces the JDK's message, which quotes the text and any password in it. */
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("expected a URL");
        }
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Thrown below.
        }
        throw new IllegalArgumentException("expected a positive ISO 8601 duration, such as PT5M");
    }

    private <T> T required(String name, Function<String, T> parser) {
        return ifSet(name, parser)
                .orElseThrow(() -> new IllegalArgumentException("the setting " + name + " is missing"));
    }

    private boolean isSet(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private <T> Optional<T> ifSet(String name, Function<String, T> parser) {
        return isSet(name) ? Optional.of(parse(name, environment.get(name), parser)) : Optional.empty();
    }

    private <T> T optional(String name, String defaultValue, Function<String, T> parser) {
        return ifSet(name, parser).orElseGet(() -> parse(name, defaultValue, parser));
    }

    private static <T> T parse(String name, String value, Function<String, T> parser) {
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the setting " + name + " is invalid: " + e.getMessage());
        }
    }
}
