package app.nero.domain.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {

    private final RefreshToken token = RefreshToken.random(new SecureRandom());

    @Test
    void hasAFamilySecretAnd256BitsOfItsOwn() {
        assertTrue(token.value().matches("[A-Za-z0-9_-]{64}"), token.value());
        assertNotEquals(token.value(), RefreshToken.random(new SecureRandom()).value());
    }

    @Test
    void isStoredAsHashesThatDoNotHoldIt() {
        assertEquals(43, token.hash().length());
        assertEquals(43, token.familyId().length());
        assertNotEquals(token.hash(), token.familyId());
        assertFalse(token.value().contains(token.familyId().substring(0, 8)));
    }

    @Test
    void hidesItselfFromLogs() {
        assertFalse(token.toString().contains(token.value()));
    }
}
