package app.nero.payment;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Payments in a map. */
public final class InMemoryPayments implements Payments {

    private final TreeMap<Id, Payment> rows = new TreeMap<>();

    @Override
    public synchronized boolean add(Payment payment) {
        boolean known = payment.providerRef().flatMap(this::findByRef).isPresent();
        return !known && rows.putIfAbsent(payment.id(), payment) == null;
    }

    @Override
    public synchronized Optional<Payment> find(Id id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized Optional<Payment> findByRef(String providerRef) {
        return newest(it -> it.providerRef().equals(Optional.of(providerRef))).findFirst();
    }

    @Override
    public synchronized Optional<Payment> findLastOf(String subscription) {
        return newest(it -> it.subscription().equals(Optional.of(subscription))).findFirst();
    }

    @Override
    public synchronized Optional<Payment> open(Id id, PaymentPage page, Instant sweepAt) {
        return update(id, Set.of(PaymentStatus.CREATED),
                it -> new Payment(it.id(), it.userId(), it.productId(), it.goods(), it.price(), it.provider(),
                        Optional.of(page.ref()), it.subscription(), it.renews(), PaymentStatus.PENDING,
                        Optional.of(page), it.period(), it.createdAt(), it.paidAt(), Optional.of(sweepAt)));
    }

    @Override
    public synchronized Optional<Payment> move(Id id, Set<PaymentStatus> from, PaymentStatus to,
            Optional<Instant> sweepAt) {
        return update(id, from, it -> in(it, to, it.period(), it.paidAt(), sweepAt));
    }

    @Override
    public synchronized Optional<Payment> markPaid(Id id, Instant paidAt, Instant sweepAt) {
        return update(id, PaymentStatus.UNPAID,
                it -> in(it, PaymentStatus.PAID, it.period(), Optional.of(paidAt), Optional.of(sweepAt)));
    }

    @Override
    public synchronized Optional<Payment> markGranted(Id id, Optional<Payment.Period> period,
            Optional<Instant> sweepAt) {
        return update(id, Set.of(PaymentStatus.PAID),
                it -> in(it, PaymentStatus.GRANTED, period, it.paidAt(), sweepAt));
    }

    @Override
    public synchronized void link(Id id, Invoice invoice) {
        rows.computeIfPresent(id, (_, it) -> it.subscription().isPresent()
                ? it
                : new Payment(it.id(), it.userId(), it.productId(), it.goods(), it.price(), it.provider(),
                        Optional.of(invoice.ref()), Optional.of(invoice.subscription()), true, it.status(),
                        Optional.empty(), it.period(), it.createdAt(), it.paidAt(), it.sweepAt()));
    }

    @Override
    public synchronized void setRenews(String subscription, boolean renews) {
        rows.replaceAll((_, it) -> it.subscription().equals(Optional.of(subscription))
                ? new Payment(it.id(), it.userId(), it.productId(), it.goods(), it.price(), it.provider(),
                        it.providerRef(), it.subscription(), renews, it.status(), it.page(), it.period(),
                        it.createdAt(), it.paidAt(), it.sweepAt())
                : it);
    }

    @Override
    public synchronized void postpone(Id id, PaymentStatus seen, Optional<Instant> sweepAt) {
        update(id, Set.of(seen), it -> in(it, it.status(), it.period(), it.paidAt(), sweepAt));
    }

    @Override
    public synchronized List<Payment> listDue(Instant now, int limit) {
        return rows.values().stream().filter(it -> it.sweepAt().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(it -> it.sweepAt().orElseThrow())).limit(limit).toList();
    }

    @Override
    public synchronized List<Payment> list(Id userId, Optional<Id> before, int limit) {
        return newest(it -> it.userId().equals(Optional.of(userId))).filter(isBefore(before)).limit(limit).toList();
    }

    @Override
    public synchronized List<Payment> list(PaymentFilter filter, Optional<Id> before, int limit) {
        return newest(it -> filter.userId().isEmpty() || it.userId().equals(filter.userId()))
                .filter(it -> filter.status().isEmpty() || filter.status().get() == it.status())
                .filter(it -> filter.provider().isEmpty() || filter.provider().get() == it.provider())
                .filter(it -> filter.providerRef().isEmpty() || it.providerRef().equals(filter.providerRef()))
                .filter(isBefore(before)).limit(limit).toList();
    }

    @Override
    public synchronized List<Payment> listRenewing(Id userId) {
        return newest(it -> it.renews() && it.userId().equals(Optional.of(userId))).toList();
    }

    @Override
    public synchronized boolean hasDispute(Id userId) {
        return newest(it -> it.status() == PaymentStatus.DISPUTED && it.userId().equals(Optional.of(userId)))
                .findFirst().isPresent();
    }

    /** What an erasure does. */
    public synchronized void forgetBuyer(Id userId, Instant now) {
        rows.replaceAll((_, it) -> it.userId().equals(Optional.of(userId))
                ? new Payment(it.id(), Optional.empty(), it.productId(), it.goods(), it.price(), it.provider(),
                        it.providerRef(), it.subscription(), it.renews(), it.status(), it.page(), it.period(),
                        it.createdAt(), it.paidAt(), Optional.of(now))
                : it);
    }

    public synchronized Map<Id, Payment> all() {
        return Map.copyOf(rows);
    }

    private Optional<Payment> update(Id id, Set<PaymentStatus> from, UnaryOperator<Payment> change) {
        Optional<Payment> changed = find(id).filter(it -> from.contains(it.status())).map(change);
        changed.ifPresent(it -> rows.put(id, it));
        return changed;
    }

    private Stream<Payment> newest(Predicate<Payment> matches) {
        return rows.descendingMap().values().stream().filter(matches);
    }

    private static Predicate<Payment> isBefore(Optional<Id> before) {
        return it -> before.isEmpty() || it.id().compareTo(before.get()) < 0;
    }

    private static Payment in(Payment it, PaymentStatus status, Optional<Payment.Period> period,
            Optional<Instant> paidAt, Optional<Instant> sweepAt) {
        return new Payment(it.id(), it.userId(), it.productId(), it.goods(), it.price(), it.provider(),
                it.providerRef(), it.subscription(), it.renews(), status, it.page(), period, it.createdAt(), paidAt,
                sweepAt);
    }
}
