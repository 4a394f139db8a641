package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A code that was sent to a phone, kept as a hash.
 *
 * @param hash see {@link CodeHashing}
 * @param attempts guesses made at it, right or wrong
 */
public record VerificationCode(Id id, PhoneNumber phoneNumber, CodeHash hash, Instant createdAt, Instant expiresAt,
        boolean used, int attempts) {

    /** Guesses that one code takes (NIST SP 800-63B, 3.2.2: online guessing is rate-limited). */
    public static final int MAX_ATTEMPTS = 5;

    private static final int CODES = 1_000_000;
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    /** Six random digits. */
    public static String draw(SecureRandom random) {
        return "%06d".formatted(random.nextInt(CODES));
    }

    /** Whether the text has the form of a code. */
    public static boolean isCode(String text) {
        return SIX_DIGITS.matcher(text).matches();
    }

    /** Whether a guess that has already been counted in {@link #attempts} may be compared. */
    public boolean takesGuess(Instant now) {
        return !used && attempts <= MAX_ATTEMPTS && now.isBefore(expiresAt);
    }
}
