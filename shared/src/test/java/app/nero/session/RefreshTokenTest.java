package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenTest {

    private final RefreshToken token = RefreshToken.random(new SecureRandom());

    @Test
    void hasAFamilySecretAnd256BitsOfItsOwn() {
        assertTrue(token.value().matches("[A-Za-z0-9_-]{64}"), token.value());
        assertNotEquals(token.value(), RefreshToken.random(new SecureRandom()).value());
    }

    @Test
    void isStoredAsHashesThatDoNotContainIt() {
        assertEquals(43, token.hash().length());
        assertEquals(43, token.familyId().length());
        assertNotEquals(token.hash(), token.familyId());
        assertFalse(token.value().contains(token.familyId().substring(0, 8)));
    }

    @Test
    void parsesItsOwnValue() {
        RefreshToken read = RefreshToken.parse(token.value()).orElseThrow();

        assertEquals(token.value(), read.value());
        assertEquals(token.hash(), read.hash());
        assertEquals(token.familyId(), read.familyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b.c", "=", "+"})
    void rejectsMalformedTokens(String text) {
        assertEquals(Optional.empty(), RefreshToken.parse(text));
        assertEquals(Optional.empty(), RefreshToken.parse(token.value() + text + "x"));
        assertEquals(Optional.empty(), RefreshToken.parse(token.value().substring(1) + "!"));
    }

    @Test
    void hasSuccessorsOfItsFamily() {
        RefreshToken next = token.next(new SecureRandom());

        assertEquals(token.familyId(), next.familyId());
        assertNotEquals(token.hash(), next.hash());
    }

    @Test
    void sealsItsSuccessorSoThatOnlyItCanOpenIt() {
        RefreshToken next = token.next(new SecureRandom());
        String sealed = token.seal(next);

        assertEquals(next.value(), token.unseal(sealed).value());
        assertNotEquals(next.value(), next.unseal(sealed).value());
        assertFalse(next.value().contains(sealed.substring(0, 8)));
    }

    @Test
    void hidesItselfFromLogs() {
        assertFalse(token.toString().contains(token.value()));
    }
}
