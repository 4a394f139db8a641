package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import app.nero.kernel.Id;
import app.nero.payment.Payment.Period;
import app.nero.testing.Some;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of payments does. */
public abstract class PaymentsContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Product PACK = new Product("stars-20", new Goods.Pack(20),
            Map.of(PaymentProvider.STRIPE, new Money(299, "USD")));
    private static final Product YEAR = new Product("pro-year", new Goods.Plan(Subscription.PRO, 40, 12),
            Map.of(PaymentProvider.ZARINPAL, new Money(40_000_000, "IRR")));

    private final Id userId = Some.id();

    protected abstract Payments payments();

    /** Takes a buyer from their payments. */
    protected abstract void erase(Id userId, Instant now);

    @Test
    void keepsPaymentsAsTheyAre() {
        Payment pack = created(PACK, PaymentProvider.STRIPE);
        Payment plan = created(YEAR, PaymentProvider.ZARINPAL);

        assertTrue(payments().add(pack));
        assertTrue(payments().add(plan));

        assertEquals(Optional.of(pack), payments().find(pack.id()));
        assertEquals(Optional.of(plan), payments().find(plan.id()));
        assertEquals(Optional.empty(), payments().find(Some.id()));
    }

    @Test
    void addsAnIdAndAReferenceOnce() {
        Payment pack = pending();
        String ref = pack.providerRef().orElseThrow();

        assertFalse(payments().add(created(pack.id(), PACK, PaymentProvider.STRIPE)));
        assertFalse(payments().add(pack.renewal(Some.id(), new Invoice(ref, ref("sub")), NOON)));
        assertEquals(Optional.of(pack), payments().findByRef(ref));
    }

    @Test
    void opensAPaymentOnce() {
        Payment pack = created(PACK, PaymentProvider.STRIPE);
        payments().add(pack);
        PaymentPage page = page();

        Payment opened = payments().open(pack.id(), page, NOON.plusSeconds(600)).orElseThrow();

        assertEquals(PaymentStatus.PENDING, opened.status());
        assertEquals(Optional.of(page), opened.page());
        assertEquals(Optional.of(page.ref()), opened.providerRef());
        assertEquals(Optional.of(NOON.plusSeconds(600)), opened.sweepAt());
        assertEquals(Optional.of(opened), payments().find(pack.id()));
        assertEquals(Optional.empty(), payments().open(pack.id(), page(), NOON));
        assertEquals(Optional.of(opened), payments().find(pack.id()));
    }

    @Test
    void movesOnlyFromTheNamedStates() {
        for (PaymentStatus from : PaymentStatus.values()) {
            Id id = inStatus(from).id();

            Optional<Payment> none = payments().move(id, EnumSet.complementOf(EnumSet.of(from)), PaymentStatus.PAID,
                    Optional.empty());
            Optional<Payment> moved = payments().move(id, EnumSet.of(from, PaymentStatus.EXPIRED),
                    PaymentStatus.REFUNDING, Optional.of(NOON));

            assertEquals(Optional.empty(), none);
            assertEquals(PaymentStatus.REFUNDING, moved.orElseThrow().status());
            assertEquals(Optional.of(NOON), moved.orElseThrow().sweepAt());
            assertEquals(moved, payments().find(id));
        }
    }

    @Test
    void marksOnlyUnpaidPaymentsAsPaid() {
        for (PaymentStatus from : PaymentStatus.values()) {
            Id id = inStatus(from).id();

            Optional<Payment> paid = payments().markPaid(id, NOON, NOON.plusSeconds(1));

            assertEquals(PaymentStatus.UNPAID.contains(from), paid.isPresent(), from::text);
            paid.ifPresent(it -> assertEquals(
                    List.of(PaymentStatus.PAID, Optional.of(NOON), Optional.of(NOON.plusSeconds(1))),
                    List.of(it.status(), it.paidAt(), it.sweepAt())));
        }
    }

    @Test
    void marksOnlyPaidPaymentsAsGranted() {
        Period period = new Period(NOON, NOON.plusSeconds(5));
        for (PaymentStatus from : PaymentStatus.values()) {
            Id id = inStatus(from).id();

            Optional<Payment> granted = payments().markGranted(id, Optional.of(period), Optional.empty());

            assertEquals(from == PaymentStatus.PAID, granted.isPresent(), from::text);
            granted.ifPresent(it -> assertEquals(List.of(PaymentStatus.GRANTED, Optional.of(period), Optional.empty()),
                    List.of(it.status(), it.period(), it.sweepAt())));
        }
    }

    @Test
    void linksASubscriptionOnce() {
        Payment pending = pending();
        Invoice invoice = new Invoice(ref("in"), ref("sub"));

        payments().link(pending.id(), invoice);
        payments().link(pending.id(), new Invoice(ref("in"), ref("sub")));

        Payment linked = payments().find(pending.id()).orElseThrow();
        assertEquals(Optional.of(invoice.ref()), linked.providerRef());
        assertEquals(Optional.of(invoice.subscription()), linked.subscription());
        assertTrue(linked.renews());
        assertEquals(Optional.empty(), linked.page());
        assertEquals(Optional.of(linked), payments().findByRef(invoice.ref()));
        assertEquals(Optional.empty(), payments().findByRef(pending.providerRef().orElseThrow()));
    }

    @Test
    void findsTheLatestPaymentOfASubscription() {
        Invoice first = new Invoice(ref("in"), ref("sub"));
        Payment begun = linked(first);
        Payment renewal = begun.renewal(Some.id(),
                new Invoice(ref("in"), first.subscription()), NOON);
        payments().add(renewal);

        assertEquals(Optional.of(renewal), payments().findLastOf(first.subscription()));
        assertEquals(Optional.empty(), payments().findLastOf(ref("sub")));
    }

    @Test
    void notesOnAllPaymentsOfASubscriptionWhetherItRenews() {
        Invoice first = new Invoice(ref("in"), ref("sub"));
        Payment begun = linked(first);
        Payment other = linked(new Invoice(ref("in"), ref("sub")));
        Payment renewal = begun.renewal(Some.id(),
                new Invoice(ref("in"), first.subscription()), NOON);
        payments().add(renewal);
        assertEquals(Set.of(begun.id(), other.id(), renewal.id()), renewing());

        payments().setRenews(first.subscription(), false);
        assertEquals(Set.of(other.id()), renewing());

        payments().setRenews(first.subscription(), true);
        assertEquals(Set.of(begun.id(), other.id(), renewal.id()), renewing());
    }

    @Test
    void postponesOnlyInTheSeenState() {
        Payment pending = pending();

        payments().postpone(pending.id(), PaymentStatus.PAID, Optional.empty());
        assertEquals(Optional.of(pending), payments().find(pending.id()));

        payments().postpone(pending.id(), PaymentStatus.PENDING, Optional.of(NOON.plusSeconds(9)));
        assertEquals(Optional.of(NOON.plusSeconds(9)), payments().find(pending.id()).orElseThrow().sweepAt());

        payments().postpone(pending.id(), PaymentStatus.PENDING, Optional.empty());
        assertEquals(Optional.empty(), payments().find(pending.id()).orElseThrow().sweepAt());
    }

    @Test
    void anErasureTakesTheBuyerAndMakesThePaymentsDue() {
        Payment plan = linked(new Invoice(ref("in"), ref("sub")));
        payments().postpone(plan.id(), plan.status(), Optional.empty());

        erase(Some.id(), NOON.plusSeconds(1));
        assertEquals(Optional.of(userId), payments().find(plan.id()).orElseThrow().userId());

        erase(userId, NOON.plusSeconds(2));
        Payment erased = payments().find(plan.id()).orElseThrow();
        assertEquals(Optional.empty(), erased.userId());
        assertEquals(Optional.of(NOON.plusSeconds(2)), erased.sweepAt());
        assertEquals(plan.subscription(), erased.subscription());
        assertEquals(plan.status(), erased.status());
    }

    /** Other payments may be due, too: the store may be shared. */
    @Test
    void listsWhatIsDueTheLongestDueFirst() {
        Instant longAgo = Instant.EPOCH;
        Payment third = due(longAgo.plusMillis(3));
        Payment first = due(longAgo.plusMillis(1));
        Payment second = due(longAgo.plusMillis(2));
        Payment none = pending();
        payments().postpone(none.id(), PaymentStatus.PENDING, Optional.empty());

        List<Id> mine = List.of(first.id(), second.id(), third.id(), none.id());
        List<Id> due = payments().listDue(longAgo.plusMillis(2), 1000).stream().map(Payment::id)
                .filter(mine::contains).toList();

        assertEquals(List.of(first.id(), second.id()), due);
        List.of(first, second, third)
                .forEach(it -> payments().postpone(it.id(), PaymentStatus.PENDING, Optional.empty()));
    }

    @Test
    void listsAUsersPaymentsNewestFirst() {
        List<Id> ids = List.of(pending().id(), pending().id(), pending().id()).stream().sorted().toList().reversed();

        assertEquals(ids, payments().list(userId, Optional.empty(), 10).stream().map(Payment::id).toList());
        assertEquals(ids.subList(0, 2),
                payments().list(userId, Optional.empty(), 2).stream().map(Payment::id).toList());
        assertEquals(ids.subList(1, 3),
                payments().list(userId, Optional.of(ids.getFirst()), 10).stream().map(Payment::id).toList());
        assertEquals(List.of(), payments().list(Some.id(), Optional.empty(), 10));
    }

    @Test
    void listsThePaymentsThatMatch() {
        Payment pending = pending();
        Payment disputed = inStatus(PaymentStatus.DISPUTED);
        Optional<Id> mine = Optional.of(userId);
        Optional<String> any = Optional.empty();

        assertEquals(List.of(pending.id()),
                ids(new PaymentFilter(mine, Optional.of(PaymentStatus.PENDING), Optional.empty(), any)));
        assertEquals(List.of(disputed.id()),
                ids(new PaymentFilter(Optional.empty(), Optional.empty(), Optional.empty(), disputed.providerRef())));
        assertEquals(2,
                ids(new PaymentFilter(mine, Optional.empty(), Optional.of(PaymentProvider.STRIPE), any)).size());
        assertEquals(List.of(),
                ids(new PaymentFilter(mine, Optional.empty(), Optional.of(PaymentProvider.ZARINPAL), any)));
    }

    @Test
    void knowsWhetherAUserHasADispute() {
        Payment pending = pending();
        assertFalse(payments().hasDispute(userId));

        payments().move(pending.id(), Set.of(PaymentStatus.PENDING), PaymentStatus.DISPUTED, Optional.empty());

        assertTrue(payments().hasDispute(userId));
        assertFalse(payments().hasDispute(Some.id()));
    }

    private List<Id> ids(PaymentFilter filter) {
        return payments().list(filter, Optional.empty(), 10).stream().map(Payment::id).toList();
    }

    private Set<Id> renewing() {
        return Set.copyOf(payments().listRenewing(userId).stream().map(Payment::id).toList());
    }

    private Payment created(Product product, PaymentProvider provider) {
        return created(Some.id(), product, provider);
    }

    private Payment created(Id id, Product product, PaymentProvider provider) {
        return Payment.created(id, userId, product, provider, NOON, NOON.plusSeconds(60));
    }

    private Payment pending() {
        Payment created = created(PACK, PaymentProvider.STRIPE);
        payments().add(created);
        return payments().open(created.id(), page(), NOON.plusSeconds(600)).orElseThrow();
    }

    private Payment inStatus(PaymentStatus status) {
        return payments().move(pending().id(), Set.of(PaymentStatus.PENDING), status, Optional.empty()).orElseThrow();
    }

    private Payment linked(Invoice invoice) {
        Id id = pending().id();
        payments().link(id, invoice);
        return payments().find(id).orElseThrow();
    }

    private Payment due(Instant at) {
        Id id = pending().id();
        payments().postpone(id, PaymentStatus.PENDING, Optional.of(at));
        return payments().find(id).orElseThrow();
    }

    private static PaymentPage page() {
        return new PaymentPage(ref("cs"), URI.create("https://pay.example/" + Some.id()),
                NOON.plus(Duration.ofDays(1)));
    }

    private static String ref(String prefix) {
        return prefix + "_" + Some.id();
    }
}
