package app.nero.snapshot;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.jwt.RsaKeys;
import app.nero.session.jwt.TokenRules;
import app.nero.signin.CodeHashing;
import app.nero.signin.phone.LibphonenumberPlan;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in, within this process, for everything that a function reaches, with keys and secrets of its own. Knows the
 * environment variables that lead there, and the values of the placeholders in sample requests.
 */
final class StandIns implements AutoCloseable {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final String CODE = "000000";
    private static final byte[] KEY = new byte[32];
    private static final String KEYS = "1:" + Base64.getEncoder().encodeToString(KEY);
    private static final TokenRules TOKEN_RULES = new TokenRules("nero", "nero-api");

    private final List<LoopbackServer> servers;
    private final Map<String, String> environment;
    private final Optional<KeyPair> tokenKeys;

    private StandIns(List<LoopbackServer> servers, Map<String, String> environment, Optional<KeyPair> tokenKeys) {
        this.servers = servers;
        this.environment = environment;
        this.tokenKeys = tokenKeys;
    }

    static StandIns start(Map<String, String> real) {
        // No country is a developer's machine, which serves all of them.
        String country = real.getOrDefault("NERO_COUNTRIES", "").split(",")[0].strip();
        Map<String, String> environment = new HashMap<>(real);
        PhoneNumber phoneNumber = new PhoneNumber("+12025550100");
        if (real.containsKey("NERO_CODE_PEPPERS")) {
            phoneNumber = LibphonenumberPlan.example(country.isEmpty() ? "US" : country);
        }
        Map<String, SecretKey> peppers = Map.of("1", new SecretKeySpec(KEY, "HmacSHA256"));
        String codeHash = new CodeHashing(new LinkedHashMap<>(peppers)).hash(Id.NOBODY, phoneNumber, CODE).value();
        Optional<KeyPair> tokenKeys = Optional.empty();
        environment.put("PHONE", phoneNumber.value());
        StandInHttp http = StandInHttp.start();
        List<LoopbackServer> servers = new ArrayList<>(List.of(http.server()));
        // A function without a database has no driver in its jar.
        if (real.containsKey("MONGODB_URI")) {
            StandInDatabase started = StandInDatabase.start(phoneNumber.value(), codeHash);
            servers.add(started.server());
            environment.put("MONGODB_URI", started.uri());
        }
        environment.put("NERO_CODE_PEPPERS", KEYS);
        environment.put("NERO_CURSOR_KEYS", KEYS);
        environment.put("CLOUDINARY_URL", "cloudinary://key:secret@cloud?upload_prefix=" + http.uri());
        environment.put("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000");
        environment.put("TWILIO_AUTH_TOKEN", "token");
        environment.put("TWILIO_BASE_URL", http.uri().toString());
        if (real.containsKey("NERO_JWT_PUBLIC_KEYS")) {
            KeyPair keys = RsaKeys.pair();
            tokenKeys = Optional.of(keys);
            environment.put("NERO_JWT_PRIVATE_KEY", Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
            environment.put("NERO_JWT_PUBLIC_KEYS", Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
            environment.put("NERO_JWT_ISSUER", TOKEN_RULES.issuer());
            environment.put("NERO_JWT_AUDIENCE", TOKEN_RULES.audience());
        }
        return new StandIns(servers, environment, tokenKeys);
    }

    /** The variables of an instance that reaches nothing but these stand-ins. */
    Map<String, String> environment() {
        return environment;
    }

    /** An event without placeholders; empty if it needs a value that no stand-in has. */
    Optional<byte[]> fill(String event) {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(event);
        while (placeholder.find()) {
            String value = switch (placeholder.group(1)) {
                case "ACCESS_TOKEN" -> accessToken();
                // The signature of another token.
                case "BAD_TOKEN" -> accessToken().replaceFirst("[^.]*$", "") + signature(accessToken());
                case "CODE" -> CODE;
                case "PHONE" -> environment.get("PHONE");
                case "REFRESH_TOKEN" -> "A".repeat(64);
                default -> "";
            };
            if (value.isEmpty()) {
                return Optional.empty();
            }
            placeholder.appendReplacement(filled, value);
        }
        return Optional.of(placeholder.appendTail(filled).toString().getBytes(StandardCharsets.UTF_8));
    }

    private String accessToken() {
        Instant now = Instant.now();
        return new JwtAccessTokens((RSAPrivateCrtKey) tokenKeys.orElseThrow().getPrivate(), TOKEN_RULES,
                Duration.ofMinutes(15), new SecureRandom())
                .issue(User.first(Id.NOBODY, new PhoneNumber(environment.get("PHONE")), now), Id.NOBODY, now).value();
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @Override
    public void close() {
        servers.forEach(LoopbackServer::close);
    }
}
