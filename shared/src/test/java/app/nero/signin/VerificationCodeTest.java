package app.nero.signin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {

    @Test
    void drawsSixDigits() {
        assertTrue(VerificationCode.isCode(VerificationCode.draw(new SecureRandom())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567", "12345a", " 12345", "۱۲۳۴۵۶"})
    void isNothingElseThanSixDigits(String text) {
        assertFalse(VerificationCode.isCode(text));
    }
}
