package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting ends when the thread is interrupted, which stays interrupted for its caller. */
class InterruptTest {

    /** Work that ends only when it is interrupted. */
    private final Callable<Integer> endless = () -> {
        new CountDownLatch(1).await();
        return 0;
    };

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void endsParallelWork() {
        Thread.currentThread().interrupt();

        assertThrows(CancellationException.class, () -> InParallel.map(List.of(endless, endless), work -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));

        assertTrue(Thread.interrupted());
    }

    @Test
    void endsATimedCall() {
        Thread.currentThread().interrupt();

        assertThrows(TimeoutException.class, () -> TimedCall.within(Duration.ofMinutes(1), endless));

        assertTrue(Thread.interrupted());
    }
}
