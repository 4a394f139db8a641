package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.PhoneNumber;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link ErasedNumbers} must pass. */
public abstract class ErasedNumbersContract {

    // Not in the past, because the server deletes expired documents by its own clock.
    private static final Instant EXPIRY = Instant.parse("2126-05-14T12:00:00.123Z");

    private final PhoneNumber number = Some.phoneNumber();

    protected abstract ErasedNumbers numbers();

    @Test
    void remembersANumberUntilItExpires() {
        assertFalse(numbers().contains(number, EXPIRY.minusSeconds(60)));

        numbers().add(number, EXPIRY);

        assertTrue(numbers().contains(number, EXPIRY.minusMillis(1)));
        assertFalse(numbers().contains(number, EXPIRY));
        assertFalse(numbers().contains(new PhoneNumber("+12025550123"), EXPIRY.minusMillis(1)));
    }

    @Test
    void keepsTheLatestExpiry() {
        numbers().add(number, EXPIRY);
        numbers().add(number, EXPIRY.plusSeconds(60));
        numbers().add(number, EXPIRY.minusSeconds(60));

        assertTrue(numbers().contains(number, EXPIRY.plusSeconds(59)));
        assertFalse(numbers().contains(number, EXPIRY.plusSeconds(60)));
    }

    @Test
    void acceptsOneNumberManyTimesAtOnce() {
        Race.of(20, i -> () -> {
            numbers().add(number, EXPIRY.plusSeconds(i));
            return i;
        });

        assertTrue(numbers().contains(number, EXPIRY.plusSeconds(18)));
    }
}
