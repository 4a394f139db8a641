package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
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

    @Test
    void holdsOnAnotherThreadAsWell() throws Exception {
        Callable<Duration> inherited = Deadline.within(Duration.ofSeconds(1),
                () -> Deadline.inherited(() -> Deadline.left(LIMIT)));
        FutureTask<Duration> elsewhere = new FutureTask<>(inherited);

        Thread.ofVirtual().start(elsewhere);

        assertTrue(elsewhere.get().compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void sparesTimeForWhatComesBehind() {
        Deadline.within(Duration.ofSeconds(2), () -> {
            Duration spared = Deadline.sparing(Duration.ofSeconds(1), () -> Deadline.left(LIMIT));

            assertTrue(spared.compareTo(Duration.ofSeconds(1)) <= 0);
            assertTrue(Deadline.left(LIMIT).compareTo(spared) > 0);
            return spared;
        });
        assertEquals(LIMIT, Deadline.sparing(Duration.ofSeconds(1), () -> Deadline.left(LIMIT)));
    }
}
