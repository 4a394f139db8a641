package app.nero.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.PhoneNumber;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link VerificationCodes}. */
public abstract class VerificationCodesContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00Z");

    private final PhoneNumber phoneNumber = Some.phoneNumber();

    protected abstract VerificationCodes codes();

    @Test
    void returnsTheStoredCodeWithTheGuessCounted() {
        VerificationCode code = code(NOON);
        codes().add(code);

        VerificationCode guessed = codes().countGuess(phoneNumber).orElseThrow();

        assertEquals(new VerificationCode(code.id(), phoneNumber, code.hash(), NOON, code.expiresAt(), false, 1),
                guessed);
    }

    @Test
    void countsEachGuess() {
        codes().add(code(NOON));
        codes().countGuess(phoneNumber);

        assertEquals(2, codes().countGuess(phoneNumber).orElseThrow().attempts());
    }

    @Test
    void countsGuessesAtTheNewestCodeOnly() {
        VerificationCode newest = code(NOON.plusSeconds(60));
        codes().add(newest);
        codes().add(code(NOON));

        assertEquals(newest.id(), codes().countGuess(phoneNumber).orElseThrow().id());
    }

    @Test
    void restoresThePreviousCodeWhenTheNewestIsRemoved() {
        VerificationCode older = code(NOON);
        VerificationCode newest = code(NOON.plusSeconds(60));
        codes().add(older);
        codes().add(newest);
        codes().remove(newest.id());

        assertEquals(older.id(), codes().countGuess(phoneNumber).orElseThrow().id());
    }

    @Test
    void findsNothingForAPhoneWithoutACode() {
        codes().add(code(NOON));

        assertEquals(Optional.empty(), codes().countGuess(Some.phoneNumber()));
    }

    @Test
    void usesACodeOnce() {
        VerificationCode code = code(NOON);
        codes().add(code);

        assertTrue(codes().use(code.id()));
        assertFalse(codes().use(code.id()));
        assertTrue(codes().countGuess(phoneNumber).orElseThrow().used());
    }

    @Test
    void usesACodeOnceUnderConcurrency() {
        VerificationCode code = code(NOON);
        codes().add(code);

        List<Boolean> used = Race.of(32, _ -> () -> codes().use(code.id()));

        assertEquals(1, used.stream().filter(winner -> winner).count());
    }

    @Test
    void countsConcurrentGuessesExactly() {
        codes().add(code(NOON));

        List<Integer> attempts = Race.of(64, _ -> () -> codes().countGuess(phoneNumber).orElseThrow().attempts());

        assertEquals(IntStream.rangeClosed(1, 64).boxed().toList(), attempts.stream().sorted().toList());
    }

    private VerificationCode code(Instant createdAt) {
        return new VerificationCode(Some.id(), phoneNumber, new CodeHash("1", "a hash"), createdAt,
                createdAt.plusSeconds(300), false, 0);
    }
}
