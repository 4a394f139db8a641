package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.throttle.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** How a count that fails ends the request. */
class RequestLimitTest {

    @Test
    void throwsTheFailureOfTheCount() {
        IllegalArgumentException failure = new IllegalArgumentException();
        IOException checked = new IOException();

        assertEquals(failure, assertThrows(IllegalArgumentException.class, counted(() -> {
            throw failure;
        })::refusal));
        assertEquals(checked, assertThrows(IllegalStateException.class, counted(() -> {
            throw checked;
        })::refusal).getCause());
    }

    @Test
    void staysInterrupted() {
        RequestLimit.Count endless = new RequestLimit.Count("request", new FutureTask<>(() -> null), Instant.EPOCH);
        Thread.currentThread().interrupt();

        assertThrows(IllegalStateException.class, endless::headers);

        assertTrue(Thread.interrupted());
    }

    private static RequestLimit.Count counted(Callable<Tally> count) {
        FutureTask<Tally> tally = new FutureTask<>(count);
        tally.run();
        return new RequestLimit.Count("request", tally, Instant.EPOCH);
    }
}
