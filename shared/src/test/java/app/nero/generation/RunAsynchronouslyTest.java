package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.generation.RunGeneration.Result;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.InMemoryImageStore;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.testing.Faults;
import app.nero.testing.Race;
import app.nero.testing.Wrapping;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What workers do with a generation whose engine accepts a job and is asked for the image later. */
class RunAsynchronouslyTest {

    private static final EngineOutcome.Failed BLOCKED = new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false);

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(6);

    @Test
    void submitsTheJobAndWaitsForIt() {
        Id id = submit(world, user);

        Result result = world.run.run(id);

        Generation row = world.row(id);
        assertEquals(waiting(2), result);
        assertEquals(GenerationStatus.WAITING, row.status());
        assertEquals(Optional.of(world.clock.instant()), row.progress().submittedAt());
        assertEquals(Optional.of(new ProviderJob("async", "job-1")), row.progress().providerJob());
        assertEquals(List.of(world.clock.instant().plusSeconds(2)),
                world.queue.all().stream().map(InMemoryJobQueue.Sent::at).toList());
        assertEquals(1, world.provider.jobs().size());
        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void storesTheImageOfAJobThatIsReady() {
        Id id = submitted(world, user);
        world.clock.advance(Duration.ofSeconds(2));

        Result result = world.run.run(id);

        Generation row = world.row(id);
        assertEquals(new Result.Succeeded(row), result);
        assertEquals(Set.of(row.image().orElseThrow().publicId()), world.store.publicIds());
        assertEquals(Optional.of(EngineUse.free("test-model")), row.engineUse());
        assertEquals(1, row.progress().attempt());
        assertEquals(4, world.balance(user));
        assertEquals(List.of("job-1"), world.provider.collected());
        assertEquals(List.of(), world.provider.canceled());
    }

    @Test
    void succeedsByHintsThatItSendsItself() {
        readyAfter(Duration.ofSeconds(20));
        Id id = submitted(world, user);

        for (int second = 0; second < 60; second++) {
            world.work();
            world.clock.advance(Duration.ofSeconds(1));
        }

        assertEquals(GenerationStatus.SUCCEEDED, world.row(id).status());
        assertEquals(List.of(), world.queue.all());
    }

    @Test
    void asksAfterTwoThreeFiveAndEightSecondsAndThenEveryThirtySeconds() {
        world.provider.answering(_ -> Optional.empty());
        Id id = submit(world, user);
        Instant start = world.clock.instant();
        world.queue.clear();
        List<Long> delays = new ArrayList<>();
        Result result = world.run.run(id);

        while (result instanceof Result.Waiting(Duration delay, Optional<RuntimeException> _)) {
            delays.add(delay.toSeconds());
            world.clock.advance(delay);
            assertEquals(new JobHint(id, user.id()), world.queue.receive().orElseThrow());
            result = world.run.run(id);
        }

        assertEquals(List.of(2L, 3L, 5L, 8L, 13L, 21L, 30L, 30L), delays.subList(0, 8));
        assertTrue(delays.subList(8, delays.size()).stream().allMatch(delay -> delay == 30));
        assertEquals(new Result.Failed(FailureCode.ENGINE_TIMEOUT, Optional.empty()), result);
        Duration whole = Duration.between(start, world.clock.instant());
        assertTrue(whole.compareTo(Duration.ofMinutes(10)) >= 0 && whole.compareTo(Duration.ofSeconds(631)) < 0,
                whole::toString);
        assertEquals(List.of("job-1"), world.provider.canceled());
        assertRefunded(world, user, id);
    }

    @Test
    void givesTheProviderItsWholeTimeHoweverLongTheImageWaitedBefore() {
        world.provider.answering(_ -> Optional.empty());
        Id id = submit(world, user);
        world.clock.advance(Duration.ofMinutes(9));
        assertEquals(waiting(2), world.run.run(id));

        world.clock.advance(Duration.ofMinutes(2));

        assertInstanceOf(Result.Waiting.class, world.run.run(id));
    }

    @Test
    void givesTheProviderTheSameJobAsAnyEngine() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        Id id = world.id();
        world.submit.submit(user.id(), id, aRequest().engine(EngineTier.PRO).sources(source).seed(9).build());

        world.run.run(id);

        EngineJob job = world.provider.jobs().getFirst();
        assertEquals(id, job.id());
        assertEquals(9, job.options().seed());
        assertEquals(1, job.images().size());
        assertArrayEquals(world.store.see(world.store.find(source.receipt().publicId()).orElseThrow().url())
                .orElseThrow().bytes(), job.images().getFirst().file());
    }

    @Test
    void submitsAgainWhatTheProviderDidNotAcceptUntilTheThirdAttempt() {
        world.provider.refusing(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, true));
        Id id = submit(world, user);

        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 5), world.run.run(id));
        assertEquals(Optional.empty(), world.row(id).progress().submittedAt());
        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 20), world.run.run(id));
        assertEquals(new Result.Failed(FailureCode.ENGINE_UNAVAILABLE, Optional.empty()), world.run.run(id));

        assertEquals(3, world.provider.jobs().size());
        assertRefunded(world, user, id);
    }

    @Test
    void refundsAJobThatTheProviderBlocks() {
        world.provider.answering(_ -> Optional.of(BLOCKED));
        Id id = submitted(world, user);

        assertEquals(new Result.Failed(FailureCode.CONTENT_BLOCKED, Optional.empty()), world.run.run(id));

        assertEquals(List.of(), world.provider.canceled());
        assertRefunded(world, user, id);
    }

    /** The provider would make and bill another image. */
    @Test
    void fetchesTheImageAgainAfterTheImageStoreWasDown() {
        Id id = submitted(world, user);
        world.store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        Result.Waiting waiting = assertInstanceOf(Result.Waiting.class, world.run.run(id));
        world.store.recover();

        assertInstanceOf(Result.Succeeded.class, world.run.run(id));

        assertInstanceOf(UnavailableException.class, waiting.cause().orElseThrow());
        assertEquals(1, world.provider.jobs().size());
        assertEquals(1, world.row(id).progress().attempt());
    }

    @Test
    void saysWhyItFailsWhenTheImageStoreIsDownForTooLong() {
        Id id = submitted(world, user);
        world.store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        world.clock.advance(Duration.ofMinutes(10));

        assertEquals(FailureCode.STORAGE_UNAVAILABLE,
                assertInstanceOf(Result.Failed.class, world.run.run(id)).code());

        assertRefunded(world, user, id);
    }

    /** For example a worker of the release before, which still runs. */
    @Test
    void leavesAJobToAnotherWorkerIfItDoesNotHaveTheEngine() {
        Id id = submitted(world, user);

        assertEquals(waiting(2), world.runOn.apply(new Engines(List.of())).run(id));

        assertInstanceOf(Result.Succeeded.class, world.run.run(id));
    }

    @Test
    void takesTurnsWithASynchronousEngine() {
        ScriptedProvider fallback = new ScriptedProvider(EngineTier.STANDARD);
        RunGeneration run = world.runOn.apply(new Engines(List.of(world.engine, fallback)));
        world.engine.answering(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, false));
        Id id = world.submitted(user).id();

        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 5), run.run(id));
        assertEquals(waiting(2), run.run(id));
        assertInstanceOf(Result.Succeeded.class, run.run(id));

        assertEquals(Optional.of("async"), world.row(id).progress().engineId());
        assertEquals(2, world.row(id).progress().attempt());
    }

    /** For example because its key was revoked meanwhile. */
    @Test
    void usesTheNextEngineIfTheProviderRefusesToTellAboutItsJob() {
        ScriptedProvider first = new ScriptedProvider(EngineTier.STANDARD);
        first.answering(_ -> Optional.of(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, false)));
        RunGeneration run = world.runOn.apply(new Engines(List.of(first, world.engine)));
        Id id = world.submitted(user).id();

        assertEquals(waiting(2), run.run(id));
        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 5), run.run(id));
        assertEquals(Optional.empty(), world.row(id).progress().providerRef());
        assertInstanceOf(Result.Succeeded.class, run.run(id));

        assertEquals(Optional.of("test"), world.row(id).progress().engineId());
        assertEquals(5, world.balance(user));
    }

    @Test
    void asksAnEngineThatWasSwitchedOffAfterItAcceptedTheJob() {
        Id id = submitted(world, user);
        world.switches.set("async", false);

        assertInstanceOf(Result.Succeeded.class, world.run.run(id));
    }

    @Test
    void refundsAfterABugInTheEngine() {
        IllegalStateException bug = new IllegalStateException("a bug");
        world.provider.answering(_ -> {
            throw bug;
        });
        Id id = submitted(world, user);

        assertEquals(new Result.Failed(FailureCode.INTERNAL, Optional.of(bug)), world.run.run(id));

        assertRefunded(world, user, id);
    }

    @Test
    void collectsOnceHoweverManyHintsArriveAtOnce() {
        Id id = submitted(world, user);

        List<Result> results = Race.of(20, _ -> () -> world.run.run(id));

        assertEquals(1, results.stream().filter(Result.Succeeded.class::isInstance).count());
        assertEquals(19, results.stream().filter(new Result.Dropped()::equals).count());
        assertEquals(1, world.provider.collected().size());
        assertEquals(1, world.store.publicIds().size());
        assertEquals(4, world.balance(user));
    }

    @Test
    void dropsAHintThatComesWhileAnotherWorkerAsks() {
        Id id = submitted(world, user);
        List<Result> late = new ArrayList<>();
        world.provider.answering(_ -> {
            late.add(world.run.run(id));
            return Optional.empty();
        });

        assertEquals(waiting(2), world.run.run(id));

        assertEquals(List.of(new Result.Dropped()), late);
        assertEquals(1, world.provider.collected().size());
    }

    @Test
    void dropsAHintAfterTheEnd() {
        Id id = submitted(world, user);
        world.run.run(id);

        assertEquals(new Result.Dropped(), world.run.run(id));

        assertEquals(1, world.provider.collected().size());
        assertEquals(List.of(), world.provider.canceled());
    }

    /** The hints of steps 6b, 6c and 6d, and a process that dies after each call of the store or of the provider. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void deliversOrRefundsWhereverAWorkerFails(Faults.Kind kind) {
        boolean hasFailed = true;
        for (int nth = 1; hasFailed; nth++) {
            hasFailed = delivers(nth, kind, true);
            assertTrue(hasFailed || nth > 3, "it calls too little");
        }
        hasFailed = true;
        for (int nth = 1; hasFailed; nth++) {
            hasFailed = delivers(nth, kind, false);
            assertTrue(hasFailed || nth > 3, "it calls too little");
        }
    }

    /** @return whether there was a call to fail */
    private static boolean delivers(int nth, Faults.Kind kind, boolean whileSubmitting) {
        Faults faults = new Faults();
        GenerationWorld faulty = new GenerationWorld(faults, Prices.ALL);
        User owner = faulty.user(3);
        Id id = submit(faulty, owner);
        if (!whileSubmitting) {
            faulty.run.run(id);
        }
        faults.at(nth, kind);
        faults.attempt(() -> faulty.run.run(id));
        boolean hasFailed = faults.end();
        faulty.queue.clear();
        for (int minute = 0; minute < 15; minute++) {
            faulty.clock.advance(Duration.ofMinutes(1));
            faulty.sweep.sweep();
            faulty.work();
        }
        Generation row = faulty.row(id);
        boolean isDelivered = row.status() == GenerationStatus.SUCCEEDED;
        assertTrue(isDelivered || row.isRefunded(), () -> nth + ": " + row.status());
        assertEquals(isDelivered ? 1 : 3, faulty.balance(owner), () -> "call " + nth);
        // A job whose reference was not written is submitted again. Once it is written, nothing is.
        assertTrue(faulty.provider.jobs().size() <= (whileSubmitting ? 2 : 1), () -> "jobs after call " + nth);
        return hasFailed;
    }

    @Test
    void asksAgainInTheSameAttemptWhenTheCollectingWorkerDied() {
        Id id = submitted(world, user);
        Lease lease = new Lease(world.id(), world.clock.instant().plus(RunGeneration.LEASE));
        world.generations.collect(id, lease);
        world.queue.clear();
        world.clock.advance(RunGeneration.LEASE);

        world.sweep.sweep();
        world.work();

        assertEquals(GenerationStatus.SUCCEEDED, world.row(id).status());
        assertEquals(1, world.row(id).progress().attempt());
        assertEquals(1, world.provider.jobs().size());
    }

    @Test
    void dropsTheImageOfAWorkerWhoseLeaseEnded() {
        Id id = submitted(world, user);
        world.provider.answering(_ -> {
            world.provider.answering(_ -> Optional.of(ScriptedEngine.IMAGE));
            world.clock.advance(RunGeneration.LEASE);
            world.sweep.sweep();
            world.work();
            return Optional.of(BLOCKED);
        });

        assertEquals(new Result.TooLate(), world.run.run(id));

        assertEquals(GenerationStatus.SUCCEEDED, world.row(id).status());
        assertEquals(List.of(), world.provider.canceled());
        assertEquals(4, world.balance(user));
    }

    /** Another worker goes on with the same job. */
    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void doesNotCancelTheJobWhenItsLeaseEnded(int minutes) {
        Id id = submitted(world, user);
        world.clock.advance(Duration.ofMinutes(minutes));
        world.provider.answering(_ -> {
            world.clock.advance(RunGeneration.LEASE);
            world.sweep.sweep();
            return Optional.empty();
        });

        assertEquals(new Result.TooLate(), world.run.run(id));

        assertEquals(List.of(), world.provider.canceled());
    }

    @Test
    void asksAWorkerToCancelTheJobThatTheSweepGaveUp() {
        world.provider.answering(_ -> Optional.empty());
        Id id = submitted(world, user);
        world.queue.clear();
        world.clock.advance(Duration.ofMinutes(10));

        world.sweep.sweep();
        assertRefunded(world, user, id);
        assertEquals(List.of(), world.provider.canceled());
        Result result = world.run.run(world.queue.receive().orElseThrow().generationId());

        assertEquals(new Result.JobCanceled(), result);
        assertEquals(List.of("job-1"), world.provider.canceled());
        assertEquals(6, world.balance(user));
    }

    @Test
    void cancelsTheJobOfAnErasedAccount() {
        submitted(world, user);
        world.queue.clear();
        world.generations.erase(user.id(), world.clock.instant());
        assertEquals(List.of(), world.provider.canceled());

        world.sweep.sweep();
        world.work();

        assertEquals(List.of("job-1"), world.provider.canceled());
    }

    @Test
    void cancelsTheJobOfAnAccountThatIsErasedWhileItIsSubmitted() {
        Id id = submit(world, user);
        world.provider.accepting(_ -> {
            world.generations.erase(user.id(), world.clock.instant());
            return new AsynchronousEngine.Submission.Accepted("job-7");
        });

        assertEquals(new Result.TooLate(), world.run.run(id));

        assertEquals(List.of("job-7"), world.provider.canceled());
    }

    @Test
    void cancelsTheJobOfAnErasedAccountWhenItsReferenceCannotBeWritten() {
        Faults faults = new Faults();
        GenerationWorld faulty = new GenerationWorld(faults.only(Generations.class), Prices.ALL);
        User owner = faulty.user(3);
        Id id = submit(faulty, owner);
        faulty.provider.accepting(_ -> {
            faulty.generations.erase(owner.id(), faulty.clock.instant());
            return new AsynchronousEngine.Submission.Accepted("job-7");
        });
        faults.at(3, Faults.Kind.BEFORE);

        assertEquals(new Result.TooLate(), faulty.run.run(id));

        assertTrue(faults.end());
        assertEquals(List.of("job-7"), faulty.provider.canceled());
    }

    @Test
    void cancelsTheJobOfAnAccountThatIsErasedWhileItIsAskedFor() {
        Id id = submitted(world, user);
        world.provider.answering(_ -> {
            world.generations.erase(user.id(), world.clock.instant());
            return Optional.empty();
        });

        assertEquals(new Result.TooLate(), world.run.run(id));

        assertEquals(List.of("job-1"), world.provider.canceled());
    }

    @Test
    void doesNotCancelAJobThatEndedBeforeTheErasure() {
        Id id = submitted(world, user);
        world.run.run(id);
        world.generations.erase(user.id(), world.clock.instant());

        world.sweep.sweep();
        world.work();

        assertEquals(List.of(), world.provider.canceled());
        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void submitsNothingForAnAccountThatIsErasedWhileItsImagesAreLoaded() {
        List<Runnable> whileLoading = new ArrayList<>();
        GenerationWorld slow = new GenerationWorld(new Wrapping() {

            @Override
            public <T> T in(Class<T> port, T real) {
                return port == Templates.class ? port.cast(runningFirst(whileLoading, (Templates) real)) : real;
            }
        }, Prices.ALL);
        Template template = aTemplate().build();
        slow.add(template);
        User owner = slow.user(3);
        Id id = slow.id();
        slow.submit.submit(owner.id(), id, aRequest().engine(EngineTier.PRO).template(template.id()).build());
        whileLoading.add(() -> slow.generations.erase(owner.id(), slow.clock.instant()));

        assertEquals(new Result.TooLate(), slow.run.run(id));

        assertEquals(List.of(), slow.provider.jobs());
    }

    private static Templates runningFirst(List<Runnable> actions, Templates real) {
        return (Templates) Proxy.newProxyInstance(Templates.class.getClassLoader(), new Class<?>[]{Templates.class},
                (_, method, arguments) -> {
                    actions.forEach(Runnable::run);
                    return method.invoke(real, arguments);
                });
    }

    /** Without its reference in the row, the job would be submitted and billed again. */
    @Test
    void writesTheReferenceAgainAfterAnUnknownOutcome() {
        for (Faults.Kind kind : List.of(Faults.Kind.BEFORE, Faults.Kind.AFTER)) {
            Faults faults = new Faults();
            GenerationWorld faulty = new GenerationWorld(faults.only(Generations.class), Prices.ALL);
            Id id = submit(faulty, faulty.user(3));
            faults.at(3, kind);

            assertEquals(waiting(2), faulty.run.run(id));

            assertTrue(faults.end());
            assertEquals(Optional.of(new ProviderJob("async", "job-1")), faulty.row(id).progress().providerJob());
        }
    }

    private void readyAfter(Duration time) {
        world.provider.answering(_ -> world.row(world.generations.all().findFirst().orElseThrow().id()).progress()
                .submittedAt().orElseThrow().plus(time).isAfter(world.clock.instant())
                        ? Optional.empty()
                        : Optional.of(ScriptedEngine.IMAGE));
    }

    /** Submits a request for the asynchronous engine. */
    private static Id submit(GenerationWorld world, User user) {
        Id id = world.id();
        assertInstanceOf(SubmitGeneration.Result.Accepted.class,
                world.submit.submit(user.id(), id, aRequest().engine(EngineTier.PRO).build()));
        world.queue.clear();
        return id;
    }

    /** A generation that waits for its provider. */
    private static Id submitted(GenerationWorld world, User user) {
        Id id = submit(world, user);
        assertInstanceOf(Result.Waiting.class, world.run.run(id));
        return id;
    }

    private static Result waiting(int seconds) {
        return new Result.Waiting(Duration.ofSeconds(seconds), Optional.empty());
    }

    private static Result requeued(FailureCode code, int seconds) {
        return new Result.Requeued(code, Duration.ofSeconds(seconds), Optional.empty());
    }

    private static void assertRefunded(GenerationWorld world, User user, Id id) {
        assertTrue(world.row(id).isRefunded());
        assertEquals(List.of(6, -2, 2), world.amounts(user.id()));
    }
}
