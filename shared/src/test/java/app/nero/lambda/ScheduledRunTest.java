package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.EventLog;
import app.nero.kernel.Deadline;
import app.nero.testing.TestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledRunTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final ScheduledRun schedule = new ScheduledRun(List.of(), new EventLog(Clock.systemUTC()));
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsWhatIsBehindAStepThatFailsAndFailsWithoutItsText() {
        Runnable fails = () -> {
            throw new IllegalArgumentException("+989121234567");
        };

        var failure = assertThrows(IllegalStateException.class,
                () -> schedule.run(new TestContext(), List.of(fails, () -> ran.add("second"))));

        assertEquals(List.of("second"), ran);
        assertEquals("a step of this run failed: see the log", failure.getMessage());
        assertNull(failure.getCause());
    }

    @Test
    void letsNoCallOutliveTheInvocation() {
        List<Duration> left = new ArrayList<>();

        schedule.run(new TestContext(), List.of(() -> left.add(Deadline.left(AN_HOUR))));

        assertTrue(left.getFirst().compareTo(Duration.ofSeconds(9)) <= 0, left.toString());
    }
}
