package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fa | FA", "fa-IR,fa;q=0.9,en;q=0.8 | FA", "en-GB | EN",
            "de, fa;q=0.2, en;q=0.1 | FA", "de | EN", "'' | EN", "* | EN", ";;;q=x | EN", "fa;q=0 | EN"})
    void isTheBestMatchForTheHeader(String header, Language best) {
        assertEquals(best, Language.negotiate(header));
    }
}
