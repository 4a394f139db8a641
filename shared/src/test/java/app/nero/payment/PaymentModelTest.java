package app.nero.payment;

import static app.nero.payment.PaymentWorld.MONTH;
import static app.nero.payment.PaymentWorld.PACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.payment.Charge.Dispute;
import app.nero.payment.Charge.State;
import app.nero.stars.StarsEntry;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real use cases under random schedules: requests, webhooks, sweeps and refunds stop before each call of a port, where another
 * goes on, the call fails or the process dies, while buyers pay, banks dispute and stars are spent. A seed repeats its history.
 *
 * <p>{@code nero.histories} sets how many histories run, {@code nero.seed} the first seed.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class PaymentModelTest {

    private static final int HISTORIES = Integer.getInteger("nero.histories", 300);
    private static final int FIRST_SEED = Integer.getInteger("nero.seed", 0);

    @Test
    void grantsExactlyWhatIsPaidInRandomHistories() {
        int granted = 0;
        int refunded = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            History history = new History(seed);
            try {
                history.run();
                history.check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage() + "\n"
                        + String.join("\n", history.trace), e);
            }
            granted += history.count(PaymentStatus.GRANTED);
            refunded += history.count(PaymentStatus.REFUNDED);
        }
        System.out.println(HISTORIES + " histories, " + granted + " payments granted, " + refunded
                + " refunded, no promise broken");
        assertTrue(granted > HISTORIES && refunded > HISTORIES / 2, "too few payments to test anything");
    }

    /** One history. */
    private static final class History {

        private final Random random;
        private final Interleaving interleaving = new Interleaving();
        private final PaymentWorld world;
        private final List<Interleaving.Process> running = new ArrayList<>();
        private final List<String> trace = new ArrayList<>();
        private int spent;

        History(int seed) {
            random = new Random(seed);
            world = new PaymentWorld(interleaving);
        }

        void run() {
            int steps = 50 + random.nextInt(600);
            for (int i = 0; i < steps; i++) {
                step();
            }
            rest();
        }

        private void step() {
            int roll = random.nextInt(100);
            if (roll < 5) {
                Id id = Some.id(world.clock.instant());
                Product product = random.nextInt(3) == 0 ? MONTH : PACK;
                start("open " + id, () -> world.openPayment.open(world.buyer.id(), id, product.id(),
                        PaymentProvider.STRIPE, PaymentWorld.RETURN_TO));
            } else if (roll < 14) {
                somePayment().ifPresent(it -> start("settle " + it.id(), () -> world.settlePayment.settle(it.id())));
            } else if (roll < 16) {
                somePayment().ifPresent(it -> start("abandon " + it.id(), () -> world.settlePayment.abandon(it.id())));
            } else if (roll < 18) {
                somePayment().filter(it -> it.status() == PaymentStatus.PAID || it.status() == PaymentStatus.GRANTED)
                        .ifPresent(it -> {
                            trace.add("refund " + it.id());
                            world.payments.move(it.id(), Set.of(it.status()), PaymentStatus.REFUNDING,
                                    Optional.of(world.clock.instant()));
                        });
            } else if (roll < 21) {
                start("sweep", world.sweepPayments::sweep);
            } else if (roll < 24) {
                world.clock.advance(Duration.ofMinutes(1 + random.nextInt(20)));
            } else if (roll < 36) {
                outside();
            } else if (!running.isEmpty()) {
                resume();
            }
        }

        private void start(String name, Runnable work) {
            trace.add("start " + name);
            running.add(interleaving.start(name, work));
        }

        private void resume() {
            Interleaving.Process process = running.get(random.nextInt(running.size()));
            Fate fate = random.nextInt(20) == 0 ? Fate.FAULTS.get(random.nextInt(Fate.FAULTS.size())) : Fate.RUN;
            trace.add(process + " " + fate);
            if (process.resume(fate)) {
                running.remove(process);
            }
        }

        /** What buyers, banks and the provider's own operators do. */
        private void outside() {
            List<String> refs = List.copyOf(world.gateway.books().keySet()).stream().sorted().toList();
            int roll = random.nextInt(100);
            if (roll < 30 || refs.isEmpty()) {
                spend();
                return;
            }
            String ref = refs.get(random.nextInt(refs.size()));
            State state = world.gateway.stateOf(ref);
            Dispute dispute = world.gateway.disputeOf(ref);
            boolean isSession = ref.startsWith("session_");
            if (roll < 70 && state == State.OPEN && isSession) {
                payOrSubscribe(ref);
            } else if (roll < 76 && state == State.OPEN && isSession) {
                world.gateway.expire(ref);
            } else if (roll < 85 && state == State.PAID && dispute == Dispute.NONE && !world.gateway.isRefunded(ref)) {
                world.gateway.dispute(ref, Dispute.OPEN);
            } else if (roll < 95 && dispute == Dispute.OPEN) {
                world.gateway.dispute(ref, random.nextBoolean() ? Dispute.WON : Dispute.LOST);
            } else if (roll < 97 && state == State.PAID && dispute == Dispute.NONE) {
                world.gateway.refundThere(ref);
            } else {
                return;
            }
            trace.add("outside: " + ref + " " + state + " -> " + world.gateway.stateOf(ref) + ", "
                    + world.gateway.disputeOf(ref) + ", refunded " + world.gateway.isRefunded(ref));
        }

        private void payOrSubscribe(String ref) {
            Id id = new Id(ref.substring("session_".length()));
            boolean isPlan = world.payments.find(id).filter(it -> it.goods() instanceof Goods.Plan).isPresent();
            if (!isPlan) {
                world.gateway.pay(ref);
            } else if (!world.gateway.hasSubscription(ref)) {
                world.gateway.subscribe(id);
            }
        }

        private void spend() {
            int stars = 1 + random.nextInt(9);
            int before = world.balance();
            world.spend(stars);
            spent += before - world.balance();
        }

        private Optional<Payment> somePayment() {
            List<Payment> all = world.payments.all().values().stream()
                    .sorted((one, other) -> one.id().compareTo(other.id())).toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
        }

        /** Lets processes end, or die, closes all disputes, and sweeps until nothing is due. */
        private void rest() {
            for (Interleaving.Process process : List.copyOf(running)) {
                boolean dies = random.nextInt(3) == 0;
                while (!process.resume(dies ? Fate.DIE_BEFORE : Fate.RUN)) {
                    // goes on to its end
                }
            }
            world.gateway.books().keySet().stream().sorted()
                    .filter(ref -> world.gateway.disputeOf(ref) == Dispute.OPEN)
                    .forEach(ref -> world.gateway.dispute(ref, random.nextBoolean() ? Dispute.WON : Dispute.LOST));
            // The provider sends webhooks again until they are accepted.
            world.payments.all().keySet().forEach(world.settlePayment::settle);
            for (int i = 0; i < 16; i++) {
                world.clock.advance(Duration.ofHours(25));
                world.sweepPayments.sweep();
            }
        }

        void check() {
            int kept = 0;
            Map<Id, Payment> payments = world.payments.all();
            for (Payment payment : payments.values()) {
                boolean hasMoney = payment.providerRef().map(ref -> world.gateway.books().get(ref).hasMoney())
                        .orElse(false);
                assertEquals(hasMoney, payment.status() == PaymentStatus.GRANTED,
                        () -> payment + " rests although the provider says " + payment.providerRef()
                                .map(ref -> world.gateway.stateOf(ref) + " " + world.gateway.disputeOf(ref)));
                assertTrue(payment.status() != PaymentStatus.PAID && payment.status() != PaymentStatus.REFUNDING
                        && payment.status() != PaymentStatus.DISPUTED, payment::toString);
                kept += hasMoney ? payment.goods().stars() : 0;
                boolean hasPlan = world.users.find(world.buyer.id()).orElseThrow().plans().stream()
                        .anyMatch(plan -> plan.paymentId().equals(payment.id()) && plan.to().isAfter(plan.from()));
                assertTrue(!hasMoney || payment.goods() instanceof Goods.Pack || hasPlan, payment::toString);
            }
            assertEquals(3 + kept - spent, world.balance() - world.owed(),
                    () -> "the balance is not what was bought and not spent: " + entries());
        }

        private List<String> entries() {
            return world.ledger.of(world.buyer.id()).stream().map(StarsEntry::toString).toList();
        }

        int count(PaymentStatus status) {
            return Math.toIntExact(
                    world.payments.all().values().stream().filter(it -> it.status() == status).count());
        }
    }
}
