package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.stars.StarsKind;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each process stops before each of its calls, something else happens there, and then one of its next calls fails or is its last.
 * In every case all promises hold once the world has settled.
 */
@Tag("slow")
class GenerationFaultsTest {

    /** How many calls after the stop may fail. */
    private static final int REACH = 6;

    private static final Set<Fate> FAULTS = EnumSet.of(Fate.DIE_AFTER, Fate.FAIL_BEFORE, Fate.FAIL_AFTER);

    /** What stops at each of its calls. */
    private enum Actor {
        SUBMIT(Scenario::nothing, Scenario::submit), SUBMIT_BLOCKED(Scenario::blockRequest, Scenario::submit), RUN(
                Scenario::submit, Scenario::run), RUN_AND_BLOCK(Scenario::submitToBlock, Scenario::run), RUN_AND_FAIL(
                        Scenario::submitToFail, Scenario::run), RUN_AND_RETRY(Scenario::submitToRetry,
                                Scenario::run), CANCEL(Scenario::submit, Scenario::cancel), DELETE(Scenario::succeed,
                                        Scenario::delete), SWEEP_DRAFT(Scenario::draft,
                                                Scenario::sweep), SWEEP_PAID_DRAFT(
                                                        Scenario::payDraft,
                                                        Scenario::sweep), SWEEP_DEAD_WORKER(Scenario::die,
                                                                Scenario::sweep), SWEEP_PICTURES(Scenario::dieLongAgo,
                                                                        Scenario::sweepPictures), ERASE_PAID_DRAFT(
                                                                                Scenario::payDraft,
                                                                                Scenario::erase), ERASE_QUEUED(
                                                                                        Scenario::submit,
                                                                                        Scenario::erase), ERASE_RUNNING(
                                                                                                Scenario::die,
                                                                                                Scenario::erase), ERASE_RESULT(
                                                                                                        Scenario::succeed,
                                                                                                        Scenario::erase), SUBMIT_JOB(
                                                                                                                Scenario::submitForProvider,
                                                                                                                Scenario::run), COLLECT(
                                                                                                                        Scenario::submitJob,
                                                                                                                        Scenario::run), COLLECT_TOO_EARLY(
                                                                                                                                Scenario::submitLongJob,
                                                                                                                                Scenario::run), COLLECT_TOO_LATE(
                                                                                                                                        Scenario::submitEndlessJob,
                                                                                                                                        Scenario::run), SWEEP_ENDLESS_JOB(
                                                                                                                                                Scenario::submitEndlessJob,
                                                                                                                                                Scenario::sweep), ERASE_WAITING(
                                                                                                                                                        Scenario::submitJob,
                                                                                                                                                        Scenario::erase);

        private final Consumer<Scenario> before;
        private final Consumer<Scenario> work;

        Actor(Consumer<Scenario> before, Consumer<Scenario> work) {
            this.before = before;
            this.work = work;
        }
    }

    /** What happens while it is stopped. */
    private enum Event {
        NOTHING(Scenario::nothing), SWEEP(Scenario::sweepLater), LATE_SWEEP(Scenario::sweepMuchLater), RETRY(
                Scenario::submit), WORK(
                        Scenario::work), CANCEL(Scenario::cancel), DELETE(Scenario::delete), ERASE(Scenario::erase);

        private final Consumer<Scenario> work;

        Event(Consumer<Scenario> work) {
            this.work = work;
        }
    }

    static Stream<Arguments> actorsAndEvents() {
        return Arrays.stream(Actor.values())
                .flatMap(actor -> Arrays.stream(Event.values()).map(event -> Arguments.of(actor, event)));
    }

    @ParameterizedTest
    @MethodSource("actorsAndEvents")
    void keepsAllPromises(Actor actor, Event event) {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            isReached = new Scenario().play(actor, event, stop, 0, Fate.RUN);
            assertTrue(stop > 0 || isReached, "it calls nobody");
            for (int more = 0; isReached && more < REACH; more++) {
                for (Fate fault : FAULTS) {
                    new Scenario().play(actor, event, stop, more, fault);
                }
            }
        }
    }

    /** The three steps of an erasure run before each three calls of a request. */
    @Test
    void deliversNothingThatIsSubmittedDuringAnErasure() {
        int calls = 0;
        while (new Scenario().submitDuringErasure(List.of(calls, calls, calls))) {
            calls++;
        }
        for (int first = 0; first <= calls; first++) {
            for (int second = first; second <= calls; second++) {
                for (int third = second; third <= calls; third++) {
                    new Scenario().submitDuringErasure(List.of(first, second, third));
                }
            }
        }
        assertTrue(calls > 5, "it makes too few calls");
    }

    /** A world with one user and one generation. */
    private static final class Scenario {

        private final Interleaving interleaving = new Interleaving();
        private final GenerationWorld world = new GenerationWorld(interleaving, Prices.ALL,
                new GenerationLimits(Limit.parseAll("1/PT1H"), List.of(), List.of(), Limit.parseAll("1/PT1H")),
                new SecureRandom());
        private final Promises promises = new Promises(world);
        private final User user = world.user(2);
        private final Id id = world.id();
        private final SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        private String prompt = "a cat";
        private EngineTier engine = EngineTier.STANDARD;
        private boolean isErased;

        Scenario() {
            promises.user(user.id());
        }

        /** @return whether the actor makes so many calls */
        boolean play(Actor actor, Event event, int stop, int more, Fate fault) {
            actor.before.accept(this);
            promises.watch();
            Interleaving.Process process = interleaving.start(actor.name(), () -> actor.work.accept(this));
            boolean hasEnded = false;
            // The first resumption leads to the first call.
            for (int call = 0; call <= stop && !hasEnded; call++) {
                hasEnded = resume(process, Fate.RUN);
            }
            boolean isReached = !hasEnded;
            event.work.accept(this);
            promises.watch();
            for (int call = 0; !hasEnded; call++) {
                hasEnded = resume(process, call == more ? fault : Fate.RUN);
            }
            if (isErased) {
                erase();
            }
            promises.settle();
            try {
                promises.check();
            } catch (AssertionError e) {
                throw new AssertionError(List.of("stop " + stop, "then " + more, fault).toString(), e);
            }
            return isReached;
        }

        /** @return whether the request makes so many calls */
        boolean submitDuringErasure(List<Integer> stops) {
            Interleaving.Process submit = interleaving.start("submit", this::submit);
            Interleaving.Process erase = interleaving.start("erase", this::erase);
            resume(erase, Fate.RUN);
            boolean hasEnded = false;
            int calls = 0;
            for (int stop : stops) {
                for (; calls < stop && !hasEnded; calls++) {
                    hasEnded = resume(submit, Fate.RUN);
                }
                resume(erase, Fate.RUN);
            }
            boolean isReached = !hasEnded;
            while (!hasEnded) {
                hasEnded = resume(submit, Fate.RUN);
            }
            work();
            promises.watch();
            erase();
            promises.settle();
            promises.check();
            return isReached;
        }

        private boolean resume(Interleaving.Process process, Fate fate) {
            boolean hasEnded = process.resume(fate);
            promises.watch();
            return hasEnded;
        }

        void nothing() {
            // The actor only stops.
        }

        void submit() {
            if (world.submit.submit(user.id(), id,
                    aRequest().prompt(prompt).engine(engine).sources(source)
                            .build()) instanceof SubmitGeneration.Result.Accepted) {
                promises.accepted(id);
            }
        }

        void blockRequest() {
            prompt = ScriptedModeration.BLOCKED;
        }

        void submitToBlock() {
            submit();
            world.moderation.blockResults(_ -> true);
        }

        void submitToFail() {
            submit();
            world.engine.answering(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false));
        }

        void submitToRetry() {
            submit();
            world.engine.answering(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true));
        }

        void submitForProvider() {
            engine = EngineTier.PRO;
            submit();
        }

        /** A job whose image is ready. */
        void submitJob() {
            submitForProvider();
            run();
        }

        void submitLongJob() {
            Instant readyAt = world.clock.instant().plusSeconds(90);
            world.provider.answering(_ -> world.clock.instant().isBefore(readyAt)
                    ? Optional.empty()
                    : Optional.of(ScriptedEngine.IMAGE));
            submitJob();
        }

        void submitEndlessJob() {
            world.provider.answering(_ -> Optional.empty());
            submitJob();
            world.clock.advance(Duration.ofMinutes(10));
        }

        void succeed() {
            submit();
            run();
        }

        void run() {
            world.run.run(id);
        }

        void work() {
            world.work();
        }

        void cancel() {
            world.cancel.cancel(user.id(), id);
        }

        void delete() {
            world.delete.delete(user.id(), id);
        }

        void sweep() {
            world.sweep.sweep();
        }

        void sweepPictures() {
            world.sweepPictures.sweep();
        }

        void sweepLater() {
            world.clock.advance(Duration.ofSeconds(150));
            sweep();
        }

        void sweepMuchLater() {
            world.clock.advance(Duration.ofMinutes(14));
            sweep();
            sweepPictures();
            work();
        }

        void erase() {
            isErased = true;
            promises.erasing(user.id());
            world.erase(user.id());
            promises.erased(user.id());
        }

        /** A draft whose request died, and which is due. */
        void draft() {
            Generation draft = GenerationBuilder.aGeneration(id).userId(user.id()).createdAt(world.clock.instant())
                    .sources(List.of(new SourceImage(source.receipt().publicId(), SourceRole.SUBJECT))).build();
            world.generations.draft(draft, new Allowance(2, List.of()));
            world.uploads.claim(user.id(), draft.recipe().uploads(), id, world.clock.instant());
            world.clock.advance(Duration.ofMinutes(2));
        }

        void payDraft() {
            draft();
            world.moveStars.move(user.id(), -1, StarsKind.GENERATION, "generation",
                    "generation:" + id);
        }

        /** A worker leases the generation and dies, and its lease ends. */
        void die() {
            submit();
            world.generations.lease(id, new Lease(world.id(), world.clock.instant().plus(RunGeneration.LEASE)),
                    world.clock.instant());
            world.clock.advance(RunGeneration.LEASE);
        }

        void dieLongAgo() {
            die();
            world.clock.advance(Duration.ofHours(2));
        }
    }
}
