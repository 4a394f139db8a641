package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A code that was sent to a phone, stored as a hash.
 *
 * @param hash see {@link CodeHashing}
 * @param attempts the number of guesses, right or wrong
 */
public record VerificationCode(Id id, PhoneNumber phoneNumber, CodeHash hash, Instant createdAt, Instant expiresAt,
        boolean used, int attempts) {

    /** The maximum number of guesses per code (NIST SP 800-63B, 3.2.2: online guessing is rate-limited). */
    public static final int MAX_ATTEMPTS = 5;

    private static final int CODES = 1_000_000;
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    /** Returns six random digits. */
    public static String draw(SecureRandom random) {
        return "%06d".formatted(random.nextInt(CODES));
    }

    /** Returns whether the text has the format of a code. */
    public static boolean isCode(String text) {
        return SIX_DIGITS.matcher(text).matches();
    }

    /** Returns whether a guess, already counted in {@link #attempts}, may be compared. */
    public boolean acceptsGuess(Instant now) {
        return !used && attempts <= MAX_ATTEMPTS && now.isBefore(expiresAt);
    }
}
