package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.account.InMemoryUsers;
import app.nero.account.MovePlans;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.stars.Balances;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.stars.StarsLedger;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.testing.Wrapping;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All use cases of payments over in-memory ports and a scripted provider. */
final class PaymentWorld {

    static final int PACK_STARS = 20;
    static final Product PACK = product("stars-20", new Goods.Pack(PACK_STARS), 299);
    static final Product MONTH = product("pro-month", new Goods.Plan(Subscription.PRO, 40, 1), 699);
    static final Product YEAR = product("pro-year", new Goods.Plan(Subscription.PRO, 40, 12), 5999);
    static final Product PREMIUM = product("premium-month", new Goods.Plan(Subscription.PREMIUM, 120, 1), 1499);
    static final URI RETURN_TO = URI.create("https://nero.example/upgrade/result");

    final MutableClock clock = MutableClock.atNoon();
    final InMemoryPayments payments = new InMemoryPayments();
    final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    final InMemoryUsers users = new InMemoryUsers();
    final ScriptedGateway gateway = new ScriptedGateway();
    final MoveStars moveStars;
    final OpenPayment openPayment;
    final SettlePayment settlePayment;
    final RenewPlan renewPlan;
    final ReceiveNotice receiveNotice;
    final SweepPayments sweepPayments;
    final EndRenewal endRenewal;
    final User buyer = users.addIfAbsent(Some.user(clock.instant()));

    PaymentWorld() {
        this(Wrapping.NONE);
    }

    PaymentWorld(Wrapping wrapping) {
        SecureRandom random = new SecureRandom();
        Payments rows = wrapping.in(Payments.class, payments);
        Users accounts = wrapping.in(Users.class, users);
        PaymentGateways gateways = new PaymentGateways(
                List.of(wrapping.in(SubscriptionGateway.class, gateway)));
        moveStars = new MoveStars(wrapping.in(StarsLedger.class, ledger), wrapping.in(Balances.class, users), clock,
                random);
        MovePlans movePlans = new MovePlans(accounts, clock);
        Products products = new Products(List.of(PACK, MONTH, YEAR, PREMIUM));
        openPayment = new OpenPayment(rows, products, gateways, clock);
        settlePayment = new SettlePayment(rows, gateways, moveStars, movePlans, clock);
        renewPlan = new RenewPlan(rows, gateways, settlePayment, clock, random);
        receiveNotice = new ReceiveNotice(rows, settlePayment, renewPlan);
        sweepPayments = new SweepPayments(rows, gateways, settlePayment, renewPlan, moveStars, movePlans, clock);
        endRenewal = new EndRenewal(rows, gateways);
        ledger.append(StarsEntry.first(Some.id(), buyer.id(), 3, clock.instant()));
    }

    /** Opens a payment. */
    Payment open(Product product) {
        return open(Some.id(clock.instant()), product);
    }

    Payment open(Id id, Product product) {
        return ((OpenPayment.Result.Opened) openPayment.open(buyer.id(), id, product.id(), PaymentProvider.STRIPE,
                RETURN_TO)).payment();
    }

    /** A payment that the provider does not know, because it was down. */
    Payment createdOnly(Product product) {
        Id id = Some.id(clock.instant());
        gateway.fail(true);
        assertThrows(UnavailableException.class, () -> open(id, product));
        gateway.fail(false);
        return payments.find(id).orElseThrow();
    }

    /** Opens a payment, pays it and settles it. */
    Payment buy(Product product) {
        Payment payment = open(product);
        pay(payment);
        return settle(payment);
    }

    /** The buyer pays on the provider's page. */
    void pay(Payment payment) {
        if (payment.goods() instanceof Goods.Plan) {
            gateway.subscribe(payment.id());
        } else {
            gateway.pay(ScriptedGateway.sessionOf(payment.id()));
        }
    }

    /** Settles a payment and returns what became of it. */
    Payment settle(Payment payment) {
        Payment settled = ((SettlePayment.Result.Settled) settlePayment.settle(payment.id())).payment();
        assertEquals(now(payment), settled);
        return settled;
    }

    Payment now(Payment payment) {
        return payments.find(payment.id()).orElseThrow();
    }

    PaymentStatus status(Payment payment) {
        return now(payment).status();
    }

    /** Asks for a refund, as an operator does, and lets the sweep do it. */
    Payment refund(Payment payment) {
        askForRefund(payment);
        sweepPayments.sweep();
        return now(payment);
    }

    void askForRefund(Payment payment) {
        payments.move(payment.id(), PaymentStatus.REFUNDABLE, PaymentStatus.REFUNDING, Optional.of(clock.instant()));
    }

    void spend(int stars) {
        moveStars.move(buyer.id(), -stars, StarsKind.GENERATION, "generation", "generation:" + Some.id());
    }

    /** Erases the buyer's account. */
    void erase() {
        users.remove(buyer.id());
        ledger.erase(buyer.id());
        payments.forgetBuyer(buyer.id(), clock.instant());
    }

    int balance() {
        return moveStars.balance(buyer.id());
    }

    int owed() {
        return ledger.findLast(buyer.id()).orElseThrow().owed();
    }

    /** What the buyer's plan is now. */
    Subscription plan() {
        return users.find(buyer.id()).orElseThrow().planAt(clock.instant());
    }

    private static Product product(String id, Goods goods, int cents) {
        return new Product(id, goods, Map.of(PaymentProvider.STRIPE, new Money(cents, "USD")));
    }
}
