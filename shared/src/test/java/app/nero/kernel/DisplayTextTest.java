package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTextTest {

    /** The last two are the first and the last code point of the block of tags and variation selectors. */
    @ParameterizedTest
    @ValueSource(ints = {' ', 0x0301, 0x200b, 0x3164, 0xe0000, 0xe0fff})
    void needsACharacterThatCanBeSeen(int invisible) {
        String text = Character.toString(invisible);

        assertFalse(DisplayText.isValid(text, 9));
        assertTrue(DisplayText.isValid("a" + text, 9));
    }

    @Test
    void countsCodePoints() {
        assertTrue(DisplayText.isValid("\ud83c\udfa8\ud83c\udfa8", 2));
        assertFalse(DisplayText.isValid("\ud83c\udfa8\ud83c\udfa8", 1));
    }

    @Test
    void refusesControlCharacters() {
        assertFalse(DisplayText.isValid("a\nb", 9));
    }
}
