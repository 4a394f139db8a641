package app.nero.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Language;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeMessageTest {

    /** The ASCII characters that take one septet in the GSM 7-bit default alphabet (3GPP TS 23.038). */
    private static final String GSM_7 = "@$_ !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            + "abcdefghijklmnopqrstuvwxyz\n\r";

    @Test
    void endsWithTheLineThatBrowsersReadTheCodeFrom() {
        String english = new CodeMessage(Language.EN, "012345", Optional.of("nero.example")).text();
        String persian = new CodeMessage(Language.FA, "012345", Optional.of("nero.example")).text();

        assertTrue(english.endsWith("\n@nero.example #012345"), english);
        assertTrue(persian.endsWith("\n@nero.example #012345"), persian);
    }

    @Test
    void usesTheRequestedLanguage() {
        assertEquals("012345 is your Nero code. Never share it.",
                new CodeMessage(Language.EN, "012345", Optional.empty()).text());
        assertEquals("کد ورود شما به Nero: 012345", new CodeMessage(Language.FA, "012345", Optional.empty()).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 29, 30, 31, 60, 107, 108, 109, 253})
    void fitsInOneSegmentWithAnyDomain(int length) {
        String domain = "d".repeat(length - 5) + ".test";

        String english = new CodeMessage(Language.EN, "012345", Optional.of(domain)).text();
        String persian = new CodeMessage(Language.FA, "012345", Optional.of(domain)).text();

        assertTrue(english.length() <= 160, english);
        assertTrue(english.chars().allMatch(c -> GSM_7.indexOf(c) >= 0), english);
        assertTrue(persian.length() <= 70, persian);
    }

    @Test
    void usesTheWholeSegment() {
        String domain = "d".repeat(103) + ".test";

        String full = new CodeMessage(Language.EN, "012345", Optional.of(domain)).text();

        assertEquals(160, full.length());
        assertTrue(full.endsWith("@" + domain + " #012345"), full);
    }

    @ParameterizedTest
    @EnumSource
    void containsTheCodeIfTheDomainDoesNotFit(Language language) {
        assertTrue(new CodeMessage(language, "012345", Optional.of("d".repeat(253))).text().contains("012345"));
    }
}
