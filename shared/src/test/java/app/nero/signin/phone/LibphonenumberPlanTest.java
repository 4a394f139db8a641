package app.nero.signin.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.NumberingPlan.Line;
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
        assertEquals(Optional.of(new Line(new PhoneNumber(number), country, ordinary)), plan.find(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+98000000000", "+9891212345678", "+1201555012", "+999123456789", "+98-FLOWERS", ""})
    void rejectsNumbersThatCannotExist(String typed) {
        assertEquals(Optional.empty(), plan.find(typed));
    }
}
