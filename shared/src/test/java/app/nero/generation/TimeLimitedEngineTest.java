package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Deadline;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitedEngineTest {

    private static final EngineJob JOB = new EngineJob(Some.id(), GenerationType.GENERATE, "a watercolour", "",
            List.of(), Optional.empty(),
            new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 1, 0.8, false,
                    EngineTier.STANDARD, 1));

    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<Integer> reported = new CopyOnWriteArrayList<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void passesOnTheJobAndTheOutcome() {
        TimeLimitedEngine limited = new TimeLimitedEngine(engine);

        assertSame(ScriptedEngine.IMAGE, limited.run(JOB, reported::add));
        assertEquals(List.of(JOB), engine.jobs());
        assertEquals(engine.offer(), limited.offer());
    }

    @Test
    void passesOnWhatTheEngineReports() {
        engine.reporting(25, 75);

        new TimeLimitedEngine(engine).run(JOB, reported::add);

        assertEquals(List.of(25, 75), reported);
    }

    @Test
    void endsAnEngineThatHangsSoThatTheJobIsTriedAgain() throws InterruptedException {
        engine.answering(_ -> hang());

        assertEquals(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true),
                new TimeLimitedEngine(engine, Duration.ofMillis(50)).run(JOB, reported::add));
        interrupted.await();
    }

    @Test
    void leavesTheWorkerTimeToWriteTheFailure() {
        engine.answering(_ -> hang());

        EngineOutcome outcome = Deadline.within(Duration.ofMillis(10_050),
                () -> new TimeLimitedEngine(engine).run(JOB, reported::add));

        assertEquals(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true), outcome);
    }

    @Test
    void runsTheEngineOnAPlatformThreadWithinTheDeadline() {
        List<Duration> remaining = new ArrayList<>();
        engine.answering(_ -> {
            assertFalse(Thread.currentThread().isVirtual());
            remaining.add(Deadline.remaining(Duration.ofHours(1)));
            return ScriptedEngine.IMAGE;
        });

        Deadline.within(Duration.ofSeconds(40), () -> new TimeLimitedEngine(engine).run(JOB, reported::add));

        assertTrue(remaining.getFirst().compareTo(Duration.ofSeconds(30)) <= 0, remaining::toString);
    }

    @Test
    void throwsWhatTheEngineThrows() {
        UnavailableException down = new UnavailableException(Service.STORAGE, new IllegalStateException());
        engine.answering(_ -> {
            throw down;
        });
        assertSame(down,
                assertThrows(UnavailableException.class, () -> new TimeLimitedEngine(engine).run(JOB, reported::add)));

        engine.answering(_ -> {
            throw new NoClassDefFoundError();
        });
        assertThrows(NoClassDefFoundError.class, () -> new TimeLimitedEngine(engine).run(JOB, reported::add));
    }

    private EngineOutcome hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            interrupted.countDown();
        }
        return ScriptedEngine.IMAGE;
    }
}
