package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.PhoneNumber;
import app.nero.testing.Some;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class NumberHashingTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+989121234567");

    @Test
    void hashesWithTheFirstKeyAndFindsWithAll() {
        String old = new NumberHashing(Some.peppers("1")).hash(NUMBER);
        NumberHashing rotated = new NumberHashing(Some.peppers("2", "1"));

        assertNotEquals(old, rotated.hash(NUMBER));
        assertTrue(rotated.hashes(NUMBER).contains(old));
        assertTrue(rotated.hashes(NUMBER).contains(rotated.hash(NUMBER)));
        assertFalse(new NumberHashing(Some.peppers("2")).hashes(NUMBER).contains(old));
    }

    @Test
    void hashesEachNumberDifferentlyAndRevealsNoPartOfIt() {
        NumberHashing hashing = new NumberHashing(Some.peppers("1"));

        assertNotEquals(hashing.hash(NUMBER), hashing.hash(new PhoneNumber("+989121234568")));
        assertEquals(43, hashing.hash(NUMBER).length());
        assertFalse(hashing.hash(NUMBER).contains("9121234567"));
    }

    @Test
    void requiresAKey() {
        assertThrows(IllegalArgumentException.class, () -> new NumberHashing(new LinkedHashMap<>()));
    }
}
