package app.nero.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.testing.Some;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CodeHashingTest {

    private final CodeHashing hashing = Some.codeHashing();
    private final Id id = Some.id();
    private final PhoneNumber phoneNumber = Some.phoneNumber();

    @Test
    void matchesTheHashedCode() {
        VerificationCode stored = stored(id, phoneNumber, hashing.hash(id, phoneNumber, "012345"));

        assertTrue(hashing.matches(stored, "012345"));
        assertFalse(hashing.matches(stored, "012346"));
    }

    @Test
    void doesNotMatchForAnotherCodeIdOrPhone() {
        CodeHash hash = hashing.hash(id, phoneNumber, "012345");

        assertFalse(hashing.matches(stored(Some.id(), phoneNumber, hash), "012345"));
        assertFalse(hashing.matches(stored(id, new PhoneNumber("+491701234567"), hash), "012345"));
    }

    @Test
    void hashesWithTheFirstPepperAndAcceptsTheOthers() {
        VerificationCode old = stored(id, phoneNumber, hashing.hash(id, phoneNumber, "012345"));
        CodeHashing rotated = new CodeHashing(Some.peppers("2", "1"));

        assertEquals("2", rotated.hash(id, phoneNumber, "012345").keyId());
        assertTrue(rotated.matches(old, "012345"));
        assertNotEquals(old.hash().value(), rotated.hash(id, phoneNumber, "012345").value());
    }

    @Test
    void rejectsTheHashOfARemovedPepper() {
        VerificationCode old = stored(id, phoneNumber, hashing.hash(id, phoneNumber, "012345"));

        assertFalse(new CodeHashing(Some.peppers("2")).matches(old, "012345"));
    }

    private static VerificationCode stored(Id id, PhoneNumber phoneNumber, CodeHash hash) {
        Instant now = Instant.now();
        return new VerificationCode(id, phoneNumber, hash, now, now.plusSeconds(300), false, 0);
    }
}
