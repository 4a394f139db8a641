package app.nero.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @Test
    void parsesLimitsSeparatedByCommas() {
        assertEquals(List.of(new Limit(1, Duration.ofMinutes(1)), new Limit(10, Duration.ofDays(1))),
                Limit.parseAll("1/PT1M, 10/P1D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5/", "/PT1H", "0/PT1H", "-1/PT1H", "5/PT0S", "5/-PT1H", "5/1h", "5/PT1H/2",
            "x/PT1H"})
    void rejectsMalformedLimits(String text) {
        assertThrows(IllegalArgumentException.class, () -> Limit.parse(text));
    }
}
