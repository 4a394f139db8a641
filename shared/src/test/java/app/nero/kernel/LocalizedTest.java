package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalizedTest {

    @Test
    void usesTheLanguageThatIsAskedFor() {
        Localized<String> both = Localized.of("Cities", "شهرها");

        assertEquals("Cities", both.in(Language.EN));
        assertEquals("شهرها", both.in(Language.FA));
        assertEquals("Cities", both.main());
    }

    @Test
    void usesTheOtherLanguageIfOneIsMissing() {
        assertEquals("Cities", Localized.inEnglish("Cities").in(Language.FA));
        assertEquals("شهرها", Localized.inPersian("شهرها").in(Language.EN));
        assertEquals("شهرها", Localized.inPersian("شهرها").main());
    }

    @Test
    void needsAValue() {
        assertThrows(IllegalArgumentException.class, () -> new Localized<>(Optional.empty(), Optional.empty()));
    }
}
