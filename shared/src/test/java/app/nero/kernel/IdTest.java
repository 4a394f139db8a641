package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private final SecureRandom random = new SecureRandom();

    @Test
    void startsWithItsTimeLikeAnObjectId() {
        Id id = Id.random(random, NOON);

        assertEquals(NOON.getEpochSecond(), Long.parseLong(id.value().substring(0, 8), 16));
        assertEquals(123, Integer.parseInt(id.value().substring(8, 12), 16));
    }

    @Test
    void sortsByCreationTimeInMilliseconds() {
        Id earlier = Id.random(random, NOON);
        Id later = Id.random(random, NOON.plusMillis(1));

        assertTrue(earlier.compareTo(later) < 0);
    }

    @Test
    void knowsTheLowestIdOfAMoment() {
        Id lowest = Id.lowest(NOON);

        assertTrue(Id.random(random, NOON.minusMillis(1)).compareTo(lowest) < 0);
        assertTrue(lowest.compareTo(Id.random(random, NOON)) <= 0);
        assertTrue(Id.NOBODY.compareTo(lowest) < 0);
    }

    @Test
    void differsWithinOneMillisecond() {
        assertNotEquals(Id.random(random, NOON), Id.random(random, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "507f1f77bcf86cd79943901", "507f1f77bcf86cd7994390111", "507F1F77BCF86CD799439011",
            "507f1f77bcf86cd79943901g", "{\"$gt\":\"\"}", "../../../../../../etc/abc"})
    void rejectsAnythingButTwentyFourHexDigits(String text) {
        assertEquals(Optional.empty(), Id.parse(text));
    }
}
