package app.nero.payment;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.payment.Charge.Dispute;
import app.nero.payment.Charge.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider whose buyers, banks and operators are the test. Packs have a session, plans a subscription with invoices, too. */
public final class ScriptedGateway implements SubscriptionGateway {

    /** What the provider knows about a session or an invoice. */
    public static final class Book {

        private final Money price;
        private State state = State.OPEN;
        private Optional<Money> paid = Optional.empty();
        private boolean refunded;
        private Dispute dispute = Dispute.NONE;
        private Optional<Invoice> invoice = Optional.empty();

        private Book(Money price) {
            this.price = price;
        }

        public boolean hasMoney() {
            return state == State.PAID && !refunded && dispute != Dispute.LOST;
        }

        private Charge charge() {
            return new Charge(state, paid, refunded, dispute, invoice);
        }
    }

    private final Map<String, Book> books = new LinkedHashMap<>();
    private final Map<String, List<String>> invoices = new LinkedHashMap<>();
    private final Map<String, Boolean> renewing = new LinkedHashMap<>();
    private final AtomicInteger refunds = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean down;

    @Override
    public PaymentProvider provider() {
        return PaymentProvider.STRIPE;
    }

    @Override
    public synchronized PaymentPage open(Payment payment, URI returnTo) {
        answer();
        String ref = sessionOf(payment.id());
        books.computeIfAbsent(ref, _ -> new Book(payment.price()));
        return new PaymentPage(ref, URI.create("https://pay.example/" + ref),
                payment.createdAt().plus(Duration.ofDays(1)));
    }

    @Override
    public synchronized Charge look(Payment payment) {
        answer();
        looks.incrementAndGet();
        return book(payment.providerRef().orElseThrow()).charge();
    }

    @Override
    public synchronized void refund(Payment payment) {
        answer();
        Book book = book(payment.providerRef().orElseThrow());
        if (book.dispute == Dispute.OPEN) {
            throw new UnavailableException(Service.PAYMENT, new IllegalStateException("disputed"));
        }
        if (!book.refunded) {
            refunds.incrementAndGet();
        }
        book.refunded = true;
    }

    @Override
    public synchronized Renewal lookUpSubscription(String subscription) {
        answer();
        return new Renewal(renewing.get(subscription),
                invoices.get(subscription).stream().filter(ref -> book(ref).state == State.PAID).toList());
    }

    @Override
    public synchronized void endRenewal(String subscription) {
        answer();
        renewing.put(subscription, false);
    }

    @Override
    public URI openPortal(String subscription, URI returnTo) {
        return URI.create("https://portal.example/" + subscription);
    }

    /** Makes every call fail, or none. */
    public void fail(boolean fails) {
        down = fails;
    }

    /** The provider's id of a payment's session. */
    public static String sessionOf(Id paymentId) {
        return "session_" + paymentId;
    }

    /** The buyer pays the price of a session or an invoice. */
    public synchronized void pay(String ref) {
        pay(ref, book(ref).price);
    }

    public synchronized void pay(String ref, Money money) {
        Book book = book(ref);
        book.state = State.PAID;
        book.paid = Optional.of(money);
    }

    /** The buyer of a plan pays its session, which begins a subscription. Returns its first invoice. */
    public synchronized Invoice subscribe(Id paymentId) {
        Book session = book(sessionOf(paymentId));
        String subscription = "subscription_" + paymentId;
        invoices.put(subscription, new ArrayList<>());
        renewing.put(subscription, true);
        Invoice first = renew(subscription, session.price);
        session.invoice = Optional.of(first);
        return first;
    }

    /** Whether a session has begun a subscription. */
    public synchronized boolean hasSubscription(String ref) {
        return book(ref).invoice.isPresent();
    }

    /** The provider charges the buyer again. Returns the paid invoice. */
    public synchronized Invoice renew(String subscription, Money price) {
        List<String> refs = invoices.get(subscription);
        String ref = "invoice_" + refs.size() + "_" + subscription;
        books.put(ref, new Book(price));
        refs.add(ref);
        pay(ref);
        return new Invoice(ref, subscription);
    }

    public synchronized void expire(String ref) {
        book(ref).state = State.EXPIRED;
    }

    public synchronized void decline(String ref) {
        book(ref).state = State.FAILED;
    }

    /** An operator sends the money back on the provider's own page. */
    public synchronized void refundThere(String ref) {
        book(ref).refunded = true;
    }

    public synchronized void dispute(String ref, Dispute dispute) {
        book(ref).dispute = dispute;
    }

    public synchronized Map<String, Book> books() {
        return Map.copyOf(books);
    }

    public synchronized Dispute disputeOf(String ref) {
        return book(ref).dispute;
    }

    public synchronized State stateOf(String ref) {
        return book(ref).state;
    }

    public synchronized boolean isRefunded(String ref) {
        return book(ref).refunded;
    }

    public synchronized boolean renews(String subscription) {
        return renewing.get(subscription);
    }

    /** How many refunds Nero asked for and the provider sent. */
    public int refunds() {
        return refunds.get();
    }

    /** How often Nero asked for a payment. */
    public int looks() {
        return looks.get();
    }

    private void answer() {
        if (down) {
            throw new UnavailableException(Service.PAYMENT, new IllegalStateException("down"));
        }
    }

    private Book book(String ref) {
        return Optional.ofNullable(books.get(ref)).orElseThrow(() -> new AssertionError("unknown: " + ref));
    }
}
