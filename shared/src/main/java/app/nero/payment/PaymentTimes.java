package app.nero.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When the sweep looks at a payment. */
final class PaymentTimes {

    /** After a provider failed, and for a step that a crash may interrupt. */
    static final Duration RETRY = Duration.ofMinutes(5);

    /** How long a payment can stay unknown to its provider: as long as the idempotency key of its request, and then some. */
    static final Duration CREATED_TTL = Duration.ofHours(25);

    /** When the sweep asks again about a dispute or an unpaid renewal. */
    static final Duration DAILY = Duration.ofDays(1);

    /** How long after the end of a period its renewal should be known. */
    private static final Duration RENEWAL_GRACE = Duration.ofHours(1);

    /**
     * When the sweep asks about a payment that nobody reported, by its age. Bank debits succeed after days, and providers keep sending
     * webhooks long after.
     */
    private static final List<Duration> LOOKS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(30),
            Duration.ofHours(2), Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(4), Duration.ofDays(8),
            Duration.ofDays(15));

    private PaymentTimes() {}

    /** The next look at an unpaid payment; empty after about two weeks. */
    static Optional<Instant> nextLook(Payment unpaid, Instant now) {
        return LOOKS.stream().map(unpaid.createdAt()::plus).filter(now::isBefore).findFirst();
    }

    /** The next look at a granted plan: for the stars of its next month, then for its renewal. */
    static Optional<Instant> nextLook(Goods goods, Payment.Period period, boolean renews, Instant now) {
        return switch (goods) {
            case Goods.Pack _ -> Optional.empty();
            case Goods.Plan(var _, int _, int months) -> {
                Stream<Instant> gifts = IntStream.range(1, months).mapToObj(month -> startOfMonth(period, month));
                Stream<Instant> renewal = renews ? Stream.of(period.to().plus(RENEWAL_GRACE)) : Stream.empty();
                yield Stream.concat(gifts, renewal).filter(now::isBefore).findFirst();
            }
        };
    }

    /** @param month from 0 */
    static Instant startOfMonth(Payment.Period period, int month) {
        return period.from().atOffset(ZoneOffset.UTC).plusMonths(month).toInstant();
    }
}
