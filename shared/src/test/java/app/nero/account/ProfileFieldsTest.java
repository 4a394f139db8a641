package app.nero.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.PersonName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Sara", "سارا", "مینا\u200cسادات", "Zoë O'Neil", "👩‍🎨", "$where", "क\u093e", "e\u0301",
            "\u2067سارا\u2069", "\ud801\udc00"})
    void acceptsNamesInAnyScript(String name) {
        assertEquals(Optional.of(new PersonName(name)), PersonName.parse(name));
    }

    @Test
    void trimsAName() {
        assertEquals(Optional.of(new PersonName("Sara")), PersonName.parse(" \u2003Sara\n"));
    }

    @Test
    void countsTheCodePointsOfAName() {
        assertTrue(PersonName.parse("😀".repeat(100)).isPresent());
        assertTrue(PersonName.parse("😀".repeat(101)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u200b", "\u200c\u00a0\u3000", "a\r\nSet-Cookie: b", "a\u0000b", "a\u0085b",
            "\u202e\u202c", "\u2066\u2069", "\u200d\ufeff", "\u00ad", "\u061c", "\u3164", "\u115f\u1160", "\uffa0",
            "\u2800", "\u2065\ufff0", "\u0301", "\u034f", "\u20dd", "\u093e", "\ufe0f", "\u180e\u180b", "\u17b4",
            "\u2028",
            "\udb40\udc41", "\udb40\udd00", "\udb40\udc80", "\ud80d\udc41", "\ud834\udd59"})
    void rejectsInvalidNames(String name) {
        assertEquals(Optional.empty(), PersonName.parse(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "sara.k+nero@mail.example.org", "o'neil@x-y.example", "1@2.example",
            "a.b.c@d.ef"})
    void acceptsAddresses(String email) {
        assertEquals(Optional.of(new EmailAddress(email)), EmailAddress.parse(email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@", "@b.co", "a@b", "a b@c.co", "a@b..co", "a@-b.co", "a@b.co\r\nBcc: x@y.z",
            "a@b@c.co", "<a@b.co>", "سارا@b.co", ".a@b.co", "a.@b.co", "a..b@c.de", ".@b.co"})
    void rejectsInvalidAddresses(String email) {
        assertEquals(Optional.empty(), EmailAddress.parse(email));
    }

    @Test
    void limitsAnAddressTo254Characters() {
        String beforeLastLabel = "a".repeat(64) + "@" + ("b".repeat(62) + ".").repeat(2);

        assertTrue(EmailAddress.parse(beforeLastLabel + "c".repeat(60) + ".de").isPresent());
        assertTrue(EmailAddress.parse(beforeLastLabel + "c".repeat(60) + ".def").isEmpty());
        assertEquals(254, (beforeLastLabel + "c".repeat(60) + ".de").length());
    }

    @Test
    void limitsTheLocalPartTo64Characters() {
        assertTrue(EmailAddress.parse("a".repeat(64) + "@b.co").isPresent());
        assertTrue(EmailAddress.parse("a".repeat(65) + "@b.co").isEmpty());
    }
}
