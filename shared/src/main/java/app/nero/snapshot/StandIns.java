package app.nero.snapshot;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.signin.CodeHashing;
import app.nero.signin.phone.LibphonenumberPlan;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * In-process stand-ins for all external services of a function, with their own keys and secrets. Provides the environment
 * variables that point to them and the values of the placeholders in sample requests.
 */
final class StandIns implements Closeable {

    private static final String CODE = "000000";
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final String KEYS = "1:" + base64(KEY);
    private static final TokenRules TOKEN_RULES = new TokenRules("nero", "nero-api");

    private static final String STRIPE_WEBHOOK_SECRET = "whsec_sample";

    /** What the sample payment buys. */
    private static final String PRODUCTS = """
        [{"id":"stars-20","kind":"pack","stars":20,"prices":{"stripe":{"amount":299,"currency":"USD"}}}]""";

    private final List<Closeable> servers = new ArrayList<>();
    private final Map<String, String> environment;
    private final Map<String, String> placeholders = new HashMap<>();

    /**
     * @param real the environment variables of the function
     * @param events its sample events; libphonenumber and java-jwt are used only if an event has a placeholder for them,
     *     because other functions do not have them in their jar
     */
    StandIns(Map<String, String> real, List<String> events) throws IOException {
        PhoneNumber phoneNumber = uses(events, "PHONE") ? phoneNumber(real) : new PhoneNumber("+12025550100");
        placeholders.putAll(Map.of("CODE", CODE, "PHONE", phoneNumber.value(), "REFRESH_TOKEN", "A".repeat(64),
                "SUBSCRIPTION", "sub_sample"));
        StandInHttp http = new StandInHttp();
        servers.add(http);
        KeyPair keys = RsaKeys.pair();
        environment = new HashMap<>(real);
        List.of("NERO_CODE_PEPPERS", "NERO_CURSOR_KEYS", "NERO_ERASURE_KEYS")
                .forEach(name -> environment.put(name, KEYS));
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "none",
                "NERO_QUEUE_URL", http.url() + "/queue",
                "NERO_SITE_URL", http.url(),
                "NERO_ENGINES", "filters"));
        environment.putAll(Map.of(
                "NERO_JWT_PRIVATE_KEY", base64(keys.getPrivate()),
                "NERO_JWT_PUBLIC_KEYS", base64(keys.getPublic()),
                "NERO_JWT_ISSUER", TOKEN_RULES.issuer(),
                "NERO_JWT_AUDIENCE", TOKEN_RULES.audience(),
                "CLOUDINARY_URL", "cloudinary://key:secret@cloud?upload_prefix=" + http.url(),
                "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000",
                "TWILIO_AUTH_TOKEN", "token",
                "TWILIO_BASE_URL", http.url(),
                "GEMINI_BASE_URL", http.url(),
                "OPENAI_BASE_URL", http.url()));
        environment.put("REPLICATE_WEBHOOK_SECRET", "whsec_" + base64(KEY));
        environment.put("REPLICATE_BASE_URL", http.url());
        environment.put("KAVENEGAR_BASE_URL", http.url());
        environment.putAll(Map.of("STRIPE_SECRET_KEY", "key", "STRIPE_WEBHOOK_SECRET", STRIPE_WEBHOOK_SECRET,
                "STRIPE_API_URL", http.url(), "NERO_PRODUCTS", PRODUCTS));
        // Their adapters are used only if the keys are set.
        List.of("KAVENEGAR_API_KEY", "GEMINI_API_KEY", "REPLICATE_API_TOKEN", "OPENAI_API_KEY")
                .forEach(name -> environment.computeIfPresent(name, (_, key) -> key.isEmpty() ? "" : "key"));
        // The jar of a function without a database contains no driver.
        if (real.containsKey("MONGODB_URI")) {
            CodeHashing hashing = new CodeHashing(new LinkedHashMap<>(Map.of("1", KEY)));
            StandInDatabase database = new StandInDatabase(phoneNumber.value(),
                    hashing.hash(Id.NOBODY, phoneNumber, CODE).value());
            servers.add(database);
            environment.put("MONGODB_URI", database.uri());
        }
        if (uses(events, "ACCESS_TOKEN")) {
            addTokens(User.first(Id.NOBODY, phoneNumber, Instant.now()), keys);
        }
        if (uses(events, "WEBHOOK_SIGNATURE")) {
            placeholders.putAll(SampleRequest.signedWebhook(KEY));
        }
        if (uses(events, "STRIPE_SIGNATURE")) {
            placeholders.put("STRIPE_SIGNATURE", SampleRequest.stripeSignature(STRIPE_WEBHOOK_SECRET));
        }
    }

    private static boolean uses(List<String> events, String placeholder) {
        return events.stream().anyMatch(event -> event.contains("${" + placeholder + "}"));
    }

    private static PhoneNumber phoneNumber(Map<String, String> real) {
        // Without NERO_COUNTRIES, as on a developer's machine, every country is allowed.
        String country = real.getOrDefault("NERO_COUNTRIES", "").split(",")[0].strip();
        return LibphonenumberPlan.example(country.isEmpty() ? "US" : country);
    }

    private void addTokens(User user, KeyPair keys) {
        JwtAccessTokens tokens = new JwtAccessTokens((RSAPrivateCrtKey) keys.getPrivate(), TOKEN_RULES,
                Duration.ofMinutes(15), new SecureRandom());
        String token = tokens.issue(user, Id.NOBODY, user.createdAt()).value();
        String other = tokens.issue(user, Id.NOBODY, user.createdAt()).value();
        placeholders.put("ACCESS_TOKEN", token);
        // The signature belongs to another token.
        placeholders.put("BAD_TOKEN",
                token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
    }

    private static String base64(Key key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** The environment variables of an instance that connects only to these stand-ins. */
    Map<String, String> environment() {
        return environment;
    }

    /** Replaces the placeholders of an event; empty if one has no value. */
    Optional<byte[]> fill(String event) {
        String filled = event;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return filled.contains("${") ? Optional.empty() : Optional.of(filled.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        for (Closeable server : servers) {
            server.close();
        }
    }
}
