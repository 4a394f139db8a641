package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.generation.SubmitGeneration.Result;
import app.nero.kernel.Id;
import app.nero.stars.StarsKind;
import app.nero.testing.Interleaving;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a slow request is answered when something happened to its draft. Each case is tried at each of its calls. */
class SubmitRacesTest {

    /** More than a request makes calls. */
    private static final int CALLS = 25;

    /** The limit of all users. */
    private static final int TOTAL = 100;

    private Interleaving interleaving;
    private GenerationWorld world;
    private User user;
    private Id id;
    private SourceReceipt source;

    @Test
    void answersThatTheKeyIsSpentWhenTheSweepClosedItsDraft() {
        Set<Class<?>> answers = new HashSet<>();
        for (int stop = 0; stop < CALLS; stop++) {
            begin(3);

            Result result = submitStoppingAt(stop, () -> {
                world.clock.advance(Duration.ofMinutes(2));
                world.sweep.sweep();
            });

            answers.add(result.getClass());
            Generation row = world.row(id);
            assertEquals(row.isShown(), result instanceof Result.Accepted, "stop " + stop);
            assertEquals(row.isShown() ? 2 : 3, world.balance(user), "stop " + stop);
            assertEquals(row.isShown() ? Optional.of(id) : Optional.empty(),
                    world.uploads.all().getFirst().usedBy(), "stop " + stop);
        }
        assertEquals(Set.of(Result.Accepted.class, Result.KeySpent.class), answers);
    }

    @Test
    void answersAcceptedWhenAParallelRetryCouldPay() {
        Set<Class<?>> answers = new HashSet<>();
        for (int stop = 0; stop < CALLS; stop++) {
            begin(0);

            Result result = submitStoppingAt(stop, () -> {
                world.moveStars.move(user.id(), 1, StarsKind.GIFT, "a gift", "gift 2");
                submit();
            });

            answers.add(result.getClass());
            boolean isQueued = world.row(id).status() == GenerationStatus.QUEUED;
            assertEquals(isQueued, result instanceof Result.Accepted, "stop " + stop);
            assertEquals(isQueued ? 0 : 1, world.balance(user), "stop " + stop);
        }
        assertTrue(answers.containsAll(List.of(Result.Accepted.class, Result.InsufficientStars.class)),
                answers::toString);
    }

    @Test
    void countsOneRequestForAllUsersWhenAParallelRetryIsFaster() {
        for (int stop = 0; stop < CALLS; stop++) {
            begin(3);

            Result result = submitStoppingAt(stop, this::submit);

            assertTrue(result instanceof Result.Accepted, "stop " + stop);
            assertEquals(TOTAL - 1,
                    world.throttles.find(world.limits.ofAllUsers().getFirst(), world.clock.instant()).orElseThrow()
                            .left(),
                    "stop " + stop);
        }
    }

    private Result submit() {
        return world.submit.submit(user.id(), id, aRequest().sources(source).build());
    }

    private void begin(int stars) {
        interleaving = new Interleaving();
        world = new GenerationWorld(interleaving, Prices.ALL,
                new GenerationLimits(List.of(), List.of(), List.of(), Limit.parseAll(TOTAL + "/P1D")),
                new SecureRandom());
        user = world.user(stars);
        id = world.id();
        source = world.source(user.id(), SourceRole.SUBJECT);
    }

    /** Lets something happen before one of the calls, or after the last. */
    private Result submitStoppingAt(int stop, Runnable event) {
        AtomicReference<Result> result = new AtomicReference<>();
        interleaving.interrupt(stop,
                () -> result.set(submit()), event);
        return result.get();
    }
}
