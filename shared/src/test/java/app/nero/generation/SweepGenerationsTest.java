package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.InMemoryImageStore;
import app.nero.stars.StarsKind;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Wrapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the sweep continues what stopped. */
class SweepGenerationsTest {

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(3);

    @Test
    void sendsALostHintAgainAfterTwoTwelveAndFortyTwoMinutes() {
        Generation queued = world.submitted(user);
        Instant start = world.clock.instant();
        world.queue.clear();

        List<Long> hintedAt = IntStream.rangeClosed(0, 59).mapToLong(minute -> {
            int before = world.queue.all().size();
            world.sweep.sweep();
            world.clock.advance(Duration.ofMinutes(1));
            return world.queue.all().size() > before ? minute : -1;
        }).filter(minute -> minute >= 0).boxed().toList();

        assertEquals(List.of(2L, 12L, 42L), hintedAt);
        assertEquals(start.plus(Duration.ofHours(1)), world.clock.instant());
        assertEquals(GenerationStatus.QUEUED, world.row(queued.id()).status());
        world.sweep.sweep();
        assertEquals(Optional.of(FailureCode.ENGINE_UNAVAILABLE), world.row(queued.id()).error());
        assertTrue(world.row(queued.id()).isRefunded());
        assertEquals(3, world.balance(user));
    }

    @Test
    void sendsTheHintAMinuteLaterIfTheQueueIsDown() {
        boolean[] isDown = {true};
        GenerationWorld broken = withQueue(real -> (hint, delay) -> {
            if (isDown[0]) {
                throw new UnavailableException(UnavailableException.Service.QUEUE, new IllegalStateException("down"));
            }
            real.send(hint, delay);
        });
        broken.submitted(broken.user(3));
        broken.clock.advance(Duration.ofMinutes(2));
        assertThrows(UnavailableException.class, broken.sweep::sweep);
        isDown[0] = false;
        broken.clock.advance(Duration.ofMinutes(1));

        broken.sweep.sweep();

        assertEquals(1, broken.queue.all().size());
    }

    @Test
    void givesAJobWhoseWorkerDiedToAnother() {
        Generation queued = world.submitted(user);
        world.queue.clear();
        die(queued.id());
        world.clock.advance(Duration.ofSeconds(149));
        world.sweep.sweep();
        assertEquals(GenerationStatus.RUNNING, world.row(queued.id()).status());
        world.clock.advance(Duration.ofSeconds(1));

        world.sweep.sweep();

        assertEquals(GenerationStatus.QUEUED, world.row(queued.id()).status());
        world.work();
        assertEquals(GenerationStatus.SUCCEEDED, world.row(queued.id()).status());
        assertEquals(2, world.row(queued.id()).progress().attempt());
    }

    @Test
    void refundsAJobWhoseThirdWorkerDied() {
        Generation queued = world.submitted(user);
        for (int attempt = 0; attempt < 3; attempt++) {
            die(queued.id());
            world.clock.advance(Duration.ofSeconds(150));
            world.sweep.sweep();
        }

        assertEquals(Optional.of(FailureCode.INTERNAL), world.row(queued.id()).error());
        assertTrue(world.row(queued.id()).isRefunded());
        assertEquals(3, world.balance(user));
    }

    @Test
    void closesADraftThatNobodyContinues() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        Id id = draft(source);
        world.uploads.claim(user.id(), List.of(source.receipt().publicId()), id, world.clock.instant());
        world.clock.advance(Duration.ofMinutes(2));

        world.sweep.sweep();

        assertEquals(Optional.of(new Removal(Removal.Cause.DRAFT, true)), world.row(id).removal());
        assertEquals(Optional.empty(), world.uploads.all().getFirst().usedBy());
        assertEquals(List.of(3, 0), world.amounts(user.id()));
        assertEquals(new SubmitGeneration.Result.KeySpent(),
                world.submit.submit(user.id(), id, aRequest().build()));
    }

    @Test
    void refundsADraftThatWasPaid() {
        Id id = draft(world.source(user.id(), SourceRole.SUBJECT));
        world.moveStars.move(user.id(), -1, StarsKind.GENERATION, "generation", "generation:" + id);
        world.clock.advance(Duration.ofMinutes(2));

        world.sweep.sweep();

        assertEquals(List.of(3, -1, 1), world.amounts(user.id()));
    }

    @Test
    void closesADraftWhoseLedgerIsErasedFirst() {
        Id id = draft(world.source(user.id(), SourceRole.SUBJECT));
        world.ledger.erase(user.id());
        world.clock.advance(Duration.ofMinutes(2));

        world.sweep.sweep();

        assertEquals(Optional.of(new Removal(Removal.Cause.DRAFT, true)), world.row(id).removal());
        assertEquals(List.of(), world.amounts(user.id()));
    }

    @Test
    void writesNothingToTheLedgerOfAnErasedAccount() {
        Id id = draft(world.source(user.id(), SourceRole.SUBJECT));
        world.generations.erase(user.id(), world.clock.instant());
        world.ledger.erase(user.id());

        world.sweep.sweep();

        assertEquals(List.of(), world.amounts(user.id()));
        world.sweep.sweep();
        assertEquals(Optional.empty(), world.generations.find(id));
    }

    @Test
    void destroysImageAndSourcesOfADeletedResult() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        Generation done = world.succeeded(user, aRequest().sources(source).build());
        world.clock.advance(Duration.ofDays(3));
        world.sweepPictures.sweep();
        assertEquals(Set.of(done.image().orElseThrow().publicId(), source.receipt().publicId()),
                world.store.publicIds());
        world.store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        world.delete.delete(user.id(), done.id());
        world.store.recover();

        world.sweep.sweep();
        world.sweepPictures.sweep();

        assertEquals(Set.of(), world.store.publicIds());
        assertEquals(List.of(), world.uploads.all());
        assertEquals(2, world.balance(user));
    }

    @Test
    void destroysWhatAnErasedAccountLeaves() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        world.succeeded(user, aRequest().sources(source).build());
        Generation running = world.submitted(user);
        die(running.id());
        world.generations.erase(user.id(), world.clock.instant());

        world.sweep.sweep();
        world.sweepPictures.sweep();
        assertEquals(Set.of(), world.store.publicIds());
        world.sweep.sweep();
        assertEquals(List.of(running.id()), world.generations.all().map(Generation::id).toList());
        world.clock.advance(Duration.ofSeconds(150));
        world.sweep.sweep();
        world.sweep.sweep();

        assertEquals(0, world.generations.all().count());
    }

    @Test
    void removesATombstoneAfterTwentyFiveHours() {
        Generation done = world.succeeded(user, aRequest().build());
        world.delete.delete(user.id(), done.id());
        world.clock.advance(Duration.ofHours(25).minusSeconds(1));
        world.sweep.sweep();
        assertTrue(world.generations.find(done.id()).isPresent());
        world.clock.advance(Duration.ofSeconds(1));

        world.sweep.sweep();

        assertEquals(Optional.empty(), world.generations.find(done.id()));
    }

    @Test
    void settlesOthersWhenOneRowFails() {
        Generation done = world.succeeded(user, aRequest().build());
        User other = world.user(3);
        Generation failed = world.submitted(other);
        world.store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        world.delete.delete(user.id(), done.id());
        world.generations.fail(failed.id(), Guard.unchanged(failed), FailureCode.INTERNAL, world.clock.instant());

        assertThrows(UnavailableException.class, world.sweep::sweep);

        assertEquals(3, world.balance(other));
        assertTrue(world.row(failed.id()).isRefunded());
        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofMinutes(1))),
                world.row(done.id()).progress().sweepAt());
    }

    @Test
    void settlesMoreRowsThanOneBatch() {
        User rich = world.user(1_000);
        for (int i = 0; i < 250; i++) {
            Generation queued = world.submitted(rich);
            world.generations.fail(queued.id(), Guard.unchanged(queued), FailureCode.INTERNAL, world.clock.instant());
        }

        assertEquals(250, world.sweep.sweep());

        assertEquals(1_000, world.balance(rich));
        assertEquals(0, world.sweep.sweep());
    }

    @Test
    void stopsAfterTwentySecondsAndContinuesInTheNextRun() {
        MutableClock[] clock = new MutableClock[1];
        GenerationWorld slow = withQueue(real -> (hint, delay) -> {
            clock[0].advance(Duration.ofSeconds(1));
            real.send(hint, delay);
        });
        clock[0] = slow.clock;
        for (int i = 0; i < 30; i++) {
            Generation queued = slow.submitted(slow.user(1));
            slow.queue.take(new JobHint(queued.id(), queued.userId()));
        }
        slow.clock.advance(Duration.ofMinutes(2));

        assertEquals(20, slow.sweep.sweep());
        assertEquals(20, slow.queue.all().size());
        assertEquals(10, slow.sweep.sweep());
    }

    @Test
    void settlesEachRowOnceInRunsThatOverlap() {
        User rich = world.user(1_000);
        for (int i = 0; i < 150; i++) {
            Generation queued = world.submitted(rich);
            world.generations.fail(queued.id(), Guard.unchanged(queued), FailureCode.INTERNAL, world.clock.instant());
        }

        Race.of(4, _ -> world.sweep::sweep);

        assertEquals(1_000, world.balance(rich));
        assertEquals(150, world.amounts(rich.id()).stream().filter(amount -> amount == 1).count());
        assertTrue(world.generations.all().allMatch(Generation::isRefunded));
    }

    @Test
    void asksForAJobAtAProviderUntilItsLimit() {
        Generation waiting = waiting();
        world.clock.advance(Duration.ofSeconds(2));
        world.sweep.sweep();
        assertEquals(1, world.queue.all().size());
        world.sweep.sweep();
        assertEquals(1, world.queue.all().size());
        world.clock.advance(Duration.ofSeconds(30));
        world.sweep.sweep();
        assertEquals(2, world.queue.all().size());
        world.clock.advance(Duration.ofMinutes(10));

        world.sweep.sweep();

        assertEquals(Optional.of(FailureCode.ENGINE_TIMEOUT), world.row(waiting.id()).error());
        assertEquals(3, world.balance(user));
    }

    @Test
    void returnsAJobToItsProviderWhenTheCollectingWorkerDied() {
        Generation waiting = waiting();
        world.generations.collect(waiting.id(), new Lease(world.id(), world.clock.instant().plusSeconds(150)));
        world.clock.advance(Duration.ofSeconds(150));

        world.sweep.sweep();

        assertEquals(GenerationStatus.WAITING, world.row(waiting.id()).status());
        assertEquals(1, world.row(waiting.id()).progress().attempt());
        assertEquals(1, world.queue.all().size());
    }

    private static GenerationWorld withQueue(UnaryOperator<JobQueue> wrapping) {
        return new GenerationWorld(new Wrapping() {

            @Override
            public <T> T in(Class<T> port, T real) {
                return port == JobQueue.class ? port.cast(wrapping.apply((JobQueue) real)) : real;
            }
        }, Prices.ALL);
    }

    private Id draft(SourceReceipt source) {
        Generation draft = GenerationBuilder.aGeneration().userId(user.id()).createdAt(world.clock.instant())
                .sources(List.of(new SourceImage(source.receipt().publicId(), SourceRole.SUBJECT)))
                .sweepAt(Optional.of(world.clock.instant().plus(Duration.ofMinutes(2)))).build();
        world.generations.draft(draft, new Allowance(2, List.of()));
        return draft.id();
    }

    /** Lets a worker take the job and never come back. */
    private void die(Id id) {
        Instant now = world.clock.instant();
        world.generations.lease(id, new Lease(world.id(), now.plus(RunGeneration.LEASE)), now);
    }

    private Generation waiting() {
        Generation queued = world.submitted(user);
        world.queue.clear();
        Id lease = world.id();
        Instant now = world.clock.instant();
        world.generations.lease(queued.id(), new Lease(lease, now.plusSeconds(150)), now);
        world.generations.markSubmitted(queued.id(), lease, "async", now);
        world.generations.submitted(queued.id(), lease, "job 1", now.plusSeconds(2));
        return world.row(queued.id());
    }
}
