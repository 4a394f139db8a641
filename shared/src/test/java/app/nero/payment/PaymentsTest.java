package app.nero.payment;

import app.nero.kernel.Id;
import app.nero.mongo.Owner;
import app.nero.payment.mongo.MongoPayments;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.testing.Some;
import java.time.Instant;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class PaymentsTest {

    @Nested
    class InMemory extends PaymentsContract {

        private final InMemoryPayments payments = new InMemoryPayments();

        @Override
        protected Payments payments() {
            return payments;
        }

        @Override
        protected void erase(Id userId, Instant now) {
            payments.forgetBuyer(userId, now);
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends PaymentsContract {

        @Override
        protected Payments payments() {
            return new MongoPayments(ConfiguredMongo.connection());
        }

        @Override
        protected void erase(Id userId, Instant now) {
            MongoPayments.collection().erase(ConfiguredMongo.connection(),
                    new Owner(userId, Some.phoneNumber(), now));
        }
    }
}
