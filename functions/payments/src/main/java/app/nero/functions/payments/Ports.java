package app.nero.functions.payments;

import app.nero.account.MovePlans;
import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.http.IdempotencyKeys;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.payment.PaymentGateways;
import app.nero.payment.Payments;
import app.nero.payment.SettlePayment;
import app.nero.payment.mongo.MongoPayments;
import app.nero.payment.stripe.StripeGateway;
import app.nero.payment.stripe.StripeWebhook;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsLedger;
import app.nero.stars.mongo.MongoStarsLedger;
import java.util.List;
import java.util.Optional;

/** What the function's use cases read, write and call. */
record Ports(Payments payments, StarsLedger ledger, Users users, IdempotencyKeys keys, PaymentGateways gateways,
        Optional<StripeWebhook> stripeWebhook) {

    static Ports of(Wiring wiring) {
        MongoConnection mongo = wiring.mongo();
        return new Ports(new MongoPayments(mongo), new MongoStarsLedger(mongo), new MongoUsers(mongo),
                new MongoIdempotencyKeys(mongo), wiring.paymentGateways(), stripeWebhook(wiring));
    }

    private static Optional<StripeWebhook> stripeWebhook(Wiring wiring) {
        List<String> secrets = wiring.settings().stripeWebhookSecrets();
        return secrets.isEmpty()
                ? Optional.empty()
                : wiring.settings().stripe().map(account -> new StripeWebhook(secrets, wiring.clock(),
                        new StripeGateway(account, wiring.log())::findPayment));
    }

    MoveStars moveStars(Wiring wiring) {
        return new MoveStars(ledger, users, wiring.clock(), wiring.random());
    }

    MovePlans movePlans(Wiring wiring) {
        return new MovePlans(users, wiring.clock());
    }

    SettlePayment settlePayment(Wiring wiring) {
        return new SettlePayment(payments, gateways, moveStars(wiring), movePlans(wiring), wiring.clock());
    }
}
