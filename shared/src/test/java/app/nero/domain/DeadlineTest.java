package app.nero.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void leavesACallItsOwnLimitWhereThereIsTime() {
        assertEquals(LIMIT, Deadline.within(Duration.ofMinutes(1), () -> Deadline.left(LIMIT)));
    }

    @Test
    void leavesACallItsOwnLimitWhereNothingHasADeadline() {
        assertEquals(LIMIT, Deadline.left(LIMIT));
    }

    @Test
    void leavesACallNoMoreThanTheWholeHas() {
        Duration left = Deadline.within(Duration.ofSeconds(1), () -> Deadline.left(LIMIT));

        assertTrue(left.compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void leavesAMillisecondOnceItIsOver() {
        assertEquals(Duration.ofMillis(1), Deadline.within(Duration.ZERO, () -> Deadline.left(LIMIT)));
    }
}
