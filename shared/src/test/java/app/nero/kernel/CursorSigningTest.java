package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.testing.Some;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorSigningTest {

    private final CursorSigning cursors = new CursorSigning(Some.peppers("1"));

    @Test
    void opensWhatItSigned() {
        String cursor = cursors.sign("list", "12.0/ab:c");

        assertTrue(cursor.matches("[A-Za-z0-9_.-]+"), cursor);
        assertEquals(Optional.of("12.0/ab:c"), cursors.open("list", cursor));
    }

    @Test
    void rejectsACursorOfAnotherListOrKey() {
        String cursor = cursors.sign("list", "position");

        assertEquals(Optional.empty(), cursors.open("list2", cursor));
        assertEquals(Optional.empty(), new CursorSigning(Some.peppers("2")).open("list", cursor));
    }

    @Test
    void acceptsAnOldKeyWhileItIsListed() {
        String cursor = cursors.sign("list", "position");

        assertEquals(Optional.of("position"), new CursorSigning(Some.peppers("2", "1")).open("list", cursor));
    }

    @Test
    void rejectsACursorWithOneChangedCharacter() {
        String cursor = cursors.sign("list", "position");

        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertEquals(Optional.empty(), cursors.open("list", tampered), tampered);
        }
        assertEquals(Optional.empty(), cursors.open("list", cursor + "="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a", "MTpw", "MTpw.", "MTpw.AAAA", "MQ.AAAA", "%00", "۱", "null"})
    void rejectsMalformedCursors(String text) {
        assertEquals(Optional.empty(), cursors.open("list", text));
    }

    @Test
    void requiresAKey() {
        assertThrows(IllegalArgumentException.class, () -> new CursorSigning(new LinkedHashMap<>()));
    }
}
