package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Deadline;
import app.nero.testing.Output;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledFunctionTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final List<String> ran = new ArrayList<>();

    @Test
    void runsTheStepsAfterAFailedOneAndFailsWithoutItsMessage() {
        Runnable fails = () -> {
            throw new IllegalArgumentException("+989121234567");
        };

        var failure = assertThrows(IllegalStateException.class,
                () -> run(List.of(fails, () -> ran.add("second"))));

        assertEquals(List.of("second"), ran);
        assertEquals("a step failed: see the log", failure.getMessage());
        assertNull(failure.getCause());
    }

    @Test
    void logsWhichRunFailedWithoutTheMessage() {
        String log = Output.of(() -> assertThrows(IllegalStateException.class, () -> run(List.of(() -> {
            throw new IllegalArgumentException("+989121234567");
        }))));

        assertTrue(log.contains("\"event\":\"ScheduledStepFailed\""), log);
        assertTrue(log.contains("\"requestId\":\"a-lambda-request-id\""), log);
        assertFalse(log.contains("989121234567"), log);
    }

    @Test
    void limitsCallsToTheTimeOfTheInvocation() {
        List<Duration> left = new ArrayList<>();

        run(List.of(() -> left.add(Deadline.remaining(AN_HOUR))));

        assertTrue(left.getFirst().compareTo(Duration.ofSeconds(9)) <= 0, left.toString());
    }

    private static void run(List<Runnable> steps) {
        ScheduledFunction function = new ScheduledFunction(Some.wiring(Clock.systemUTC())) {

            @Override
            protected List<Runnable> steps() {
                return steps;
            }
        };
        function.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), new TestContext());
    }
}
