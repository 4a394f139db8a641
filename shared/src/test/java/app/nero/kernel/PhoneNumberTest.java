package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"+989121234567", "00989121234567", "+98 912 123 4567", "+98-912-123-4567",
            "+98 (912) 123.4567", "۰۰۹۸۹۱۲۱۲۳۴۵۶۷", "+٩٨٩١٢١٢٣٤٥٦٧", " +98\u00a0912\u200e1234567 ",
            "\u202a+989121234567\u202c", "+98–912–1234567"})
    void acceptsNumbersAsPeopleTypeThem(String typed) {
        assertEquals(Optional.of(new PhoneNumber("+989121234567")), PhoneNumber.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "09121234567", "+", "+98", "+98912123456789012", "+0989121234567", "+98912abc4567",
            "989121234567", "++989121234567", "+98912123\r\n4567x", "+989121234567;ext=5", "{\"$gt\":\"\"}"})
    void rejectsAnythingButANumberWithItsCountryCode(String typed) {
        assertEquals(Optional.empty(), PhoneNumber.parse(typed));
    }

    @Test
    void rejectsLongInput() {
        assertEquals(Optional.of(new PhoneNumber("+989121234567")),
                PhoneNumber.parse("+989121234567" + " ".repeat(51)));
        assertEquals(Optional.empty(), PhoneNumber.parse("+989121234567" + " ".repeat(52)));
    }

    @Test
    void requiresE164() {
        assertThrows(IllegalArgumentException.class, () -> new PhoneNumber("09121234567"));
    }

    @Test
    void hidesItselfFromLogs() {
        assertFalse(new PhoneNumber("+989121234567").toString().contains("912"));
    }
}
