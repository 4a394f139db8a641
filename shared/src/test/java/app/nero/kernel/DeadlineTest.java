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
    void keepsTheLimitOfACallIfTheDeadlineIsLater() {
        assertEquals(LIMIT, Deadline.within(Duration.ofMinutes(1), () -> Deadline.remaining(LIMIT)));
    }

    @Test
    void keepsTheLimitOfACallWithoutADeadline() {
        assertEquals(LIMIT, Deadline.remaining(LIMIT));
    }

    @Test
    void shortensTheLimitOfACallToTheDeadline() {
        Duration remaining = Deadline.within(Duration.ofSeconds(1), () -> Deadline.remaining(LIMIT));

        assertTrue(remaining.compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void leavesOneMillisecondAfterTheDeadline() {
        assertEquals(Duration.ofMillis(1), Deadline.within(Duration.ZERO, () -> Deadline.remaining(LIMIT)));
    }

    @Test
    void appliesToAnotherThread() throws Exception {
        Callable<Duration> inherited = Deadline.within(Duration.ofSeconds(1),
                () -> Deadline.inherited(() -> Deadline.remaining(LIMIT)));
        FutureTask<Duration> otherThread = new FutureTask<>(inherited);

        Thread.ofVirtual().start(otherThread);

        assertTrue(otherThread.get().compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void reservesTimeForLaterSteps() {
        Deadline.within(Duration.ofSeconds(2), () -> {
            Duration remaining = Deadline.reserving(Duration.ofSeconds(1), () -> Deadline.remaining(LIMIT));

            assertTrue(remaining.compareTo(Duration.ofSeconds(1)) <= 0);
            assertTrue(Deadline.remaining(LIMIT).compareTo(remaining) > 0);
            return remaining;
        });
        assertEquals(LIMIT, Deadline.reserving(Duration.ofSeconds(1), () -> Deadline.remaining(LIMIT)));
    }
}
