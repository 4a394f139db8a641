package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Grants, generations and payments that are taken back, under random schedules. Each call stops before it reads or writes the
 * ledger, where another goes on, the ledger fails or the process dies. In the end all of them are repeated, and the ledger must
 * hold what the model says: each movement once, and nothing of what was taken back.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class StarsModelTest {

    private static final int HISTORIES = Integer.getInteger("nero.histories", 200);
    private static final int FIRST_SEED = Integer.getInteger("nero.seed", 0);

    private static final StarsKind[] GRANTS = {StarsKind.PURCHASE, StarsKind.PLAN, StarsKind.GIFT};

    @Test
    void movesEachAmountOnceInRandomHistories() {
        int debts = 0;
        int closed = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            History history = new History(seed);
            try {
                history.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage() + "\n"
                        + String.join("\n", history.trace), e);
            }
            debts += history.count(entry -> entry.owedChange() < 0);
            closed += history.count(entry -> entry.stars() == 0);
        }
        assertTrue(debts >= HISTORIES / 4, "too few debts to test anything: " + debts);
        assertTrue(closed >= HISTORIES / 4, "too few refs that were closed before their grant: " + closed);
    }

    /** Stars that are moved under one ref. */
    private record Movement(String ref, int stars, StarsKind kind) {}

    private static final class History {

        private final Random random;
        private final List<String> trace = new ArrayList<>();
        private final Interleaving interleaving = new Interleaving();
        private final InMemoryUsers users = new InMemoryUsers();
        private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
        private final MutableClock clock = MutableClock.atNoon();
        private final MoveStars moveStars = new MoveStars(interleaving.in(StarsLedger.class, ledger),
                interleaving.in(Balances.class, users), clock, new SecureRandom());
        private final User user = users.addIfAbsent(Some.user(clock.instant()));
        private final List<Interleaving.Process> running = new ArrayList<>();
        private final Map<String, Movement> grants = new HashMap<>();
        private final Map<String, Movement> prices = new HashMap<>();
        private final Set<String> takenBack = new HashSet<>();
        private final Set<String> failed = new HashSet<>();

        History(int seed) {
            random = new Random(seed);
            ledger.append(StarsEntry.first(Some.id(), user.id(), 3, clock.instant()));
        }

        void run() {
            int steps = 50 + random.nextInt(250);
            for (int i = 0; i < steps; i++) {
                step();
                checkEntries();
            }
            while (!running.isEmpty()) {
                resume();
            }
            rest();
            checkEntries();
            checkRest();
        }

        int count(Predicate<StarsEntry> predicate) {
            return (int) ledger.of(user.id()).stream().filter(predicate).count();
        }

        private void step() {
            int roll = random.nextInt(100);
            if (roll < 12) {
                start(grants.computeIfAbsent("payment:" + random.nextInt(9), this::grant));
            } else if (roll < 30) {
                start(prices.computeIfAbsent("generation:" + random.nextInt(12),
                        ref -> new Movement(ref, -1 - random.nextInt(9), StarsKind.GENERATION)));
            } else if (roll < 35) {
                String ref = "generation:" + random.nextInt(12);
                if (ledger.find(user.id(), ref).isPresent()) {
                    failed.add(ref);
                    start("refund " + ref, () -> moveStars.refund(user.id(), ref, "failed"));
                }
            } else if (roll < 42) {
                String ref = "payment:" + random.nextInt(9);
                takenBack.add(ref);
                start("take back " + ref, () -> moveStars.takeBack(user.id(), ref, "disputed"));
            } else if (!running.isEmpty()) {
                resume();
            }
        }

        private Movement grant(String ref) {
            return new Movement(ref, 1 + random.nextInt(20), GRANTS[random.nextInt(GRANTS.length)]);
        }

        private void start(Movement movement) {
            start(movement.toString(), () -> move(movement));
        }

        private MoveStars.Result move(Movement movement) {
            return moveStars.move(user.id(), movement.stars(), movement.kind(), "a test", movement.ref());
        }

        private void start(String name, Runnable work) {
            trace.add("start " + name);
            running.add(interleaving.start(name, work));
        }

        private void resume() {
            Interleaving.Process process = running.get(random.nextInt(running.size()));
            Fate fate = random.nextInt(15) == 0 ? Fate.FAULTS.get(random.nextInt(Fate.FAULTS.size())) : Fate.RUN;
            trace.add("resume " + process + " " + fate);
            if (process.resume(fate)) {
                running.remove(process);
            }
        }

        /** Repeats what a crash may have prevented, as sweeps do. */
        private void rest() {
            grants.values().forEach(this::move);
            takenBack.forEach(ref -> moveStars.takeBack(user.id(), ref, "disputed"));
            failed.forEach(ref -> moveStars.refund(user.id(), ref, "failed"));
        }

        private void checkEntries() {
            int balance = 0;
            int owed = 0;
            for (StarsEntry entry : ledger.of(user.id())) {
                balance += entry.amount();
                owed += entry.owedChange();
                assertEquals(balance, entry.balance(), entry::toString);
                assertEquals(owed, entry.owed(), entry::toString);
                if (entry.kind() == StarsKind.CHARGEBACK) {
                    assertTrue(entry.owedChange() == 0 || entry.balance() == 0, entry::toString);
                } else if (grants.containsKey(entry.ref())) {
                    assertTrue(entry.amount() == 0 || entry.owed() == 0, entry::toString);
                }
            }
        }

        private void checkRest() {
            int kept = 3 + grants.values().stream().filter(grant -> !takenBack.contains(grant.ref()))
                    .mapToInt(Movement::stars).sum();
            int spent = prices.keySet().stream().filter(ref -> !failed.contains(ref))
                    .mapToInt(ref -> ledger.find(user.id(), ref).map(StarsEntry::amount).orElse(0)).sum();
            StarsEntry last = ledger.findLast(user.id()).orElseThrow();
            assertEquals(kept + spent, last.balance() - last.owed());
            takenBack.forEach(ref -> assertEquals(0, stars(ref) + stars(ref + ":refund"), ref));
        }

        private int stars(String ref) {
            return ledger.find(user.id(), ref).map(StarsEntry::stars).orElse(0);
        }
    }
}
