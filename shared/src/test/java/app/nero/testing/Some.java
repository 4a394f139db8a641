package app.nero.testing;

import app.nero.account.User;
import app.nero.generation.InMemoryJobQueue;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.SomePictures;
import app.nero.session.SessionRules;
import app.nero.signin.CodeHashing;
import app.nero.signin.GuessLimit;
import app.nero.signin.SendRules;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Default and random values for tests. */
public final class Some {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LAST = new AtomicLong();
    /** Mobile numbers with the prefix that the tests use. */
    private static final int MOBILES = 10_000_000;
    private static final AtomicInteger PHONES = new AtomicInteger(RANDOM.nextInt(MOBILES));

    private Some() {}

    /** An id that sorts after all earlier ones. */
    public static Id id() {
        return id(Instant.ofEpochMilli(LAST.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()))));
    }

    public static Id id(Instant now) {
        return Id.random(RANDOM, now);
    }

    /** A mobile number in Iran that no earlier call returned. */
    public static PhoneNumber phoneNumber() {
        return new PhoneNumber("+98912" + "%07d".formatted(PHONES.getAndIncrement() % MOBILES));
    }

    public static User user(Instant now) {
        return User.first(id(), phoneNumber(), now);
    }

    public static Picture picture() {
        return picture(PictureFormat.PNG, 4, 3);
    }

    /** A picture with random content. */
    public static Picture picture(PictureFormat format, int width, int height) {
        byte[] file = switch (format) {
            case JPEG -> SomePictures.jpeg(width, height, RANDOM.nextLong());
            case PNG -> SomePictures.png(width, height, RANDOM.nextLong());
            case WEBP -> SomePictures.webp(width, height, RANDOM.nextLong());
        };
        return ((Picture.Reading.Accepted) Picture.read(file)).picture();
    }

    public static CodeHashing codeHashing() {
        return new CodeHashing(peppers("1"));
    }

    public static CursorSigning cursorSigning() {
        return new CursorSigning(peppers("1"));
    }

    /** A pepper for each key id. The same id always has the same pepper. */
    public static SequencedMap<String, SecretKey> peppers(String... keyIds) {
        SequencedMap<String, SecretKey> peppers = new LinkedHashMap<>();
        for (String keyId : keyIds) {
            peppers.put(keyId, new SecretKeySpec(("a pepper of at least 32 bytes, no. " + keyId)
                    .getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        }
        return peppers;
    }

    /** The default limits, with all countries served. */
    public static SendRules sendRules() {
        return new SendRules(Set.of(), Limit.parseAll("1/PT1M,5/PT1H,10/P1D"), Limit.parseAll("10/PT1H"),
                Limit.parse("3/P1D"), Limit.parseAll("5000/P1D"), guessLimit(), Duration.ofMinutes(5),
                Optional.of("nero.example"));
    }

    public static GuessLimit guessLimit() {
        return new GuessLimit(Limit.parse("20/P1D"));
    }

    public static SessionRules sessionRules() {
        return new SessionRules(Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10));
    }

    /** With the web origin {@code https://nero.example}, a request limit that no test reaches and a queue in memory. */
    public static Wiring wiring(Clock clock) {
        Settings settings = new Settings(
                Map.of("NERO_WEB_ORIGIN", "https://nero.example", "NERO_RATE_LIMIT", "1000000/PT1H",
                        "NERO_READ_RATE_LIMIT", "1000000/PT1H"));
        return new Wiring(settings, clock, Optional.of(new InMemoryThrottles()),
                Optional.of(new InMemoryJobQueue(clock)));
    }
}
