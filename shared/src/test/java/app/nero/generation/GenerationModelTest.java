package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.template.Template;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real use cases under random schedules: requests, workers, sweeps, cancels, deletes and erasures stop before each call of a
 * port, where another goes on, the call fails or the process dies. Hints are lost, late or repeated, and so are the webhooks of a
 * provider that takes jobs. A seed repeats its history.
 *
 * <p>{@code nero.histories} sets how many histories run, {@code nero.seed} the first seed, and {@code nero.users} how many users
 * each history has, instead of one to three.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class GenerationModelTest {

    private static final int HISTORIES = Integer.getInteger("nero.histories", 75);
    private static final int FIRST_SEED = Integer.getInteger("nero.seed", 0);
    private static final int USERS = Integer.getInteger("nero.users", 0);

    private static final GenerationLimits LIMITS = new GenerationLimits(Limit.parseAll("4/PT1H"),
            Limit.parseAll("10/P1D"), List.of(), Limit.parseAll("20/P1D"));

    @Test
    void keepsAllPromisesInRandomHistories() {
        int accepted = 0;
        int deliveries = 0;
        long deliveriesOfProvider = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            History history = new History(seed);
            try {
                history.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage() + "\n"
                        + String.join("\n", history.trace), e);
            }
            accepted += history.promises.acceptances();
            deliveries += history.promises.deliveries();
            deliveriesOfProvider += history.promises.deliveries(history.world.provider);
        }
        System.out.println(HISTORIES + " histories, " + accepted + " generations accepted, " + deliveries
                + " images delivered, " + deliveriesOfProvider
                + " of them by a provider that takes jobs, no promise broken");
        assertTrue(deliveries >= HISTORIES, "too few images to test anything: " + deliveries);
        assertTrue(deliveriesOfProvider >= HISTORIES / 4, "too few images of a provider: " + deliveriesOfProvider);
    }

    /** Numbers from a seed where production draws from {@link SecureRandom}. */
    private static final class SeededRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Random numbers;

        SeededRandom(Random numbers) {
            this.numbers = numbers;
        }

        @Override
        public long nextLong() {
            return numbers.nextLong();
        }

        @Override
        public int nextInt(int bound) {
            return numbers.nextInt(bound);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            numbers.nextBytes(bytes);
        }
    }

    /** What is known of an idempotency key, which keeps its first subject until it expires. */
    private static final class Key {

        private final Id subject;
        private final GenerationRequest request;
        private final Instant expiresAt;
        private Instant heldUntil;
        private boolean isAnswered;

        Key(Id subject, GenerationRequest request, Instant now) {
            this.subject = subject;
            this.request = request;
            this.expiresAt = now.plus(Duration.ofHours(24));
        }
    }

    /**
     * A process.
     *
     * @param endsAt when its function is stopped
     * @param faultOdds one of so many of its calls fails or is its last
     */
    private record Running(Interleaving.Process process, Instant endsAt, int faultOdds) {}

    /**
     * A job at a provider.
     *
     * @param readyAt when it has ended; an hour later its image is gone
     */
    private record Job(Instant readyAt, EngineOutcome outcome) {}

    /** One history. */
    private static final class History {

        private final Random random;
        private final Interleaving interleaving = new Interleaving();
        private final GenerationWorld world;
        private final Promises promises;
        private final List<String> trace = new ArrayList<>();
        private final List<User> users = new ArrayList<>();
        private final Map<String, Key> keys = new HashMap<>();
        private final List<SourceReceipt> sources = new ArrayList<>();
        private final Template template = aTemplate().build();
        private final Set<Id> toErase = new HashSet<>();
        private final List<Running> running = new ArrayList<>();
        private final Map<String, Job> jobs = new HashMap<>();
        private final Duration workerLimit;
        private final Duration requestLimit;

        History(int seed) {
            random = new Random(seed);
            world = new GenerationWorld(interleaving, Prices.ALL, LIMITS, new SeededRandom(new Random(seed)));
            promises = new Promises(world);
            workerLimit = Duration.ofSeconds(random.nextBoolean() ? 130 : 800);
            requestLimit = Duration.ofSeconds(random.nextInt(4) == 0 ? 30 : 3_000);
            world.engine.answering(_ -> engineOutcome());
            world.provider.accepting(_ -> accept());
            world.provider.answering(this::collect);
            world.moderation.blockResults(_ -> random.nextInt(10) == 0);
            world.add(template);
            int count = USERS > 0 ? USERS : 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                users.add(world.user(random.nextInt(7)));
                promises.user(users.get(i).id());
            }
        }

        void run() {
            int steps = (50 + random.nextInt(700)) * (2 + users.size()) / 3;
            for (int i = 0; i < steps; i++) {
                step();
                promises.watch();
            }
            rest();
            promises.settle();
            promises.check();
        }

        private void step() {
            int roll = random.nextInt(1_000);
            if (roll < 60) {
                post();
            } else if (roll < 90) {
                start("sweep", Duration.ofHours(2), world.sweep::sweep);
            } else if (roll < 105) {
                start("sweep pictures", Duration.ofMinutes(10), world.sweepPictures::sweep);
            } else if (roll < 165) {
                work();
            } else if (roll < 195) {
                cancelOrDelete();
            } else if (roll < 196) {
                erase();
            } else if (roll < 215) {
                advance();
            } else if (roll < 235) {
                notifyOfJob();
            } else if (!running.isEmpty()) {
                resume(running.get(random.nextInt(running.size())));
            }
        }

        private void post() {
            User user = any(users);
            Key key = keys.compute(user.id() + ":" + random.nextInt(8), (_, seen) -> seen == null
                    || !world.clock.instant().isBefore(seen.expiresAt)
                            ? new Key(world.id(), request(user), world.clock.instant())
                            : seen);
            Instant now = world.clock.instant();
            if (key.isAnswered || key.heldUntil != null && now.isBefore(key.heldUntil)) {
                return;
            }
            key.heldUntil = now.plusSeconds(60);
            start("post " + key.subject, requestLimit, () -> post(user, key));
        }

        private void post(User user, Key key) {
            Instant held = key.heldUntil;
            try {
                SubmitGeneration.Result result = world.submit.submit(user.id(), key.subject, key.request);
                trace.add("post " + key.subject + " -> " + result.getClass().getSimpleName());
                if (result instanceof SubmitGeneration.Result.Accepted) {
                    promises.accepted(key.subject);
                    key.isAnswered |= held.equals(key.heldUntil);
                }
            } catch (UnavailableException e) {
                key.heldUntil = world.clock.instant();
                throw e;
            }
        }

        private GenerationRequest request(User user) {
            GenerationWorld.RequestBuilder request = aRequest()
                    .engine(random.nextBoolean() ? EngineTier.PRO : EngineTier.STANDARD);
            int roll = random.nextInt(8);
            if (roll < 1) {
                return request.prompt(random.nextInt(3) == 0 ? ScriptedModeration.BLOCKED : "a cat").build();
            }
            if (roll < 2) {
                return request.template(template.id()).build();
            }
            if (roll < 6 || sources.isEmpty()) {
                sources.add(world.source(user.id(), SourceRole.SUBJECT));
                return request.sources(sources.getLast()).build();
            }
            return request.sources(any(sources)).build();
        }

        private void work() {
            List<InMemoryJobQueue.Sent> hints = world.queue.all();
            if (hints.isEmpty()) {
                return;
            }
            JobHint hint = any(hints).hint();
            boolean isTaken = random.nextInt(10) < 8;
            boolean isReceived = random.nextInt(10) < 9;
            if (isTaken) {
                world.queue.take(hint);
            }
            if (isReceived) {
                start("work " + hint.generationId(), workerLimit, () -> {
                    RunGeneration.Result result = world.run.run(hint.generationId());
                    trace.add("work " + hint.generationId() + " -> " + result.getClass().getSimpleName());
                });
            }
        }

        private EngineOutcome engineOutcome() {
            int roll = random.nextInt(10);
            return switch (roll) {
                case 0 -> new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false);
                case 1 -> new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
                case 2 -> ScriptedEngine.image(new byte[0]);
                default -> ScriptedEngine.IMAGE;
            };
        }

        private AsynchronousEngine.Submission accept() {
            int roll = random.nextInt(10);
            if (roll < 2) {
                return new AsynchronousEngine.Submission.Refused(
                        new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, roll == 0));
            }
            int[] seconds = {0, 0, 1, 10, 60, 3_000};
            String id = "job-" + jobs.size();
            jobs.put(id, new Job(world.clock.instant().plusSeconds(seconds[random.nextInt(seconds.length)]),
                    jobOutcome()));
            return new AsynchronousEngine.Submission.Accepted(id);
        }

        /** How a job ends. A failure of a job is final. */
        private EngineOutcome jobOutcome() {
            return engineOutcome() instanceof EngineOutcome.Image made
                    ? made
                    : new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false);
        }

        private Optional<EngineOutcome> collect(String id) {
            Job job = jobs.get(id);
            Instant now = world.clock.instant();
            if (random.nextInt(10) == 0) {
                return Optional.of(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, true));
            }
            if (now.isBefore(job.readyAt)) {
                return Optional.empty();
            }
            return now.isAfter(job.readyAt.plus(Duration.ofHours(1)))
                    ? Optional.of(new EngineOutcome.Failed(FailureCode.NO_IMAGE, false))
                    : Optional.of(job.outcome);
        }

        /** A webhook, which arrives early, late, repeatedly, or for a job of an earlier attempt. */
        private void notifyOfJob() {
            List<EngineJob> submitted = world.provider.jobs();
            if (!submitted.isEmpty()) {
                world.queue.send(JobHint.ofUnknownUser(any(submitted).id()), Duration.ZERO);
            }
        }

        private void cancelOrDelete() {
            List<Generation> rows = world.generations.all().sorted(Comparator.comparing(row -> row.id().value()))
                    .toList();
            if (rows.isEmpty()) {
                return;
            }
            Generation row = any(rows);
            if (random.nextBoolean()) {
                start("cancel " + row.id(), requestLimit, () -> world.cancel.cancel(row.userId(), row.id()));
            } else {
                start("delete " + row.id(), requestLimit, () -> world.delete.delete(row.userId(), row.id()));
            }
        }

        private void erase() {
            Id user = any(users).id();
            toErase.add(user);
            promises.erasing(user);
            start("erase " + user, Duration.ofMinutes(5), () -> erase(user));
        }

        private void advance() {
            int[] seconds = {1, 1, 10, 70, 130, 160, 900, 4_000, random.nextInt(20) == 0 ? 90_000 : 5};
            Duration time = Duration.ofSeconds(seconds[random.nextInt(seconds.length)]);
            world.clock.advance(time);
            trace.add("time " + time);
        }

        private void start(String name, Duration limit, Runnable work) {
            int faultOdds = random.nextInt(3) == 0 ? 8 : 60;
            running.add(new Running(interleaving.start(name, work), world.clock.instant().plus(limit), faultOdds));
            trace.add("start " + name);
        }

        private void resume(Running one) {
            int steps = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(12);
            for (int i = 0; i < steps; i++) {
                Fate fate = fate(one);
                boolean hasEnded = one.process().resume(fate);
                if (fate != Fate.RUN) {
                    trace.add(fate + " " + one.process());
                }
                promises.watch();
                if (hasEnded) {
                    running.remove(one);
                    return;
                }
            }
        }

        private Fate fate(Running one) {
            if (world.clock.instant().isAfter(one.endsAt())) {
                return Fate.DIE_BEFORE;
            }
            return random.nextInt(one.faultOdds()) > 0 ? Fate.RUN : Fate.FAULTS.get(random.nextInt(Fate.FAULTS.size()));
        }

        /** Two of three processes that still run go on to their end, and the others die. */
        private void rest() {
            for (Running one : List.copyOf(running)) {
                boolean goesOn = random.nextInt(3) > 0 && !world.clock.instant().isAfter(one.endsAt());
                boolean hasEnded = false;
                while (!hasEnded) {
                    hasEnded = one.process().resume(goesOn ? Fate.RUN : Fate.DIE_BEFORE);
                    promises.watch();
                }
            }
            // An erasure is repeated once no request that began before can still write.
            toErase.forEach(this::erase);
        }

        private void erase(Id user) {
            world.erase(user);
            promises.erased(user);
        }

        private <T> T any(List<T> items) {
            return items.get(random.nextInt(items.size()));
        }
    }
}
