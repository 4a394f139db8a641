package app.nero.signin.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.NumberingPlan.Line;
import app.nero.signin.TypedNumber;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibphonenumberPlanTest {

    private final LibphonenumberPlan plan = new LibphonenumberPlan();

    @ParameterizedTest
    @CsvSource({"+989121234567, +989121234567, IR, true", "+9809121234567, +989121234567, IR, true",
            "+447400123456, +447400123456, GB, true", "+4407400123456, +447400123456, GB, true",
            "+12015550123, +12015550123, US, true", "+14165550123, +14165550123, CA, true",
            "+19002345678, +19002345678, US, false", "+447012345678, +447012345678, GB, false",
            "+979123456789, +979123456789, 001, false"})
    void returnsTheCanonicalNumberAndItsCountry(String typed, String number, String country, boolean ordinary) {
        assertEquals(Optional.of(new Line(new PhoneNumber(number), country, ordinary)),
                plan.find(new TypedNumber(typed, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"09121234567, IR, +989121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷, IR, +989121234567", "9121234567, IR, +989121234567",
            "07400 123456, GB, +447400123456", "(201) 555-0123, US, +12015550123",
            "989121234567, IR, +989121234567", "+447400123456, IR, +447400123456", "00447400123456, IR, +447400123456"})
    void takesANumberWithoutCountryCodeForOneOfTheCountry(String typed, String country, String number) {
        assertEquals(Optional.of(new PhoneNumber(number)),
                plan.find(new TypedNumber(typed, Optional.of(country))).map(Line::number));
    }

    @ParameterizedTest
    @CsvSource({"09121234567, ZZ", "0912123456, IR", "0912-FLOWERS, IR", "+98000000000, IR", "'', IR"})
    void rejectsNumbersThatCannotExistInTheCountry(String typed, String country) {
        assertEquals(Optional.empty(), plan.find(new TypedNumber(typed, Optional.of(country))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+98000000000", "+9891212345678", "+1201555012", "+999123456789", "+98-FLOWERS", "",
            "09121234567"})
    void rejectsNumbersThatCannotExist(String typed) {
        assertEquals(Optional.empty(), plan.find(new TypedNumber(typed, Optional.empty())));
    }
}
