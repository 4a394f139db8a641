package app.nero.payment;

import app.nero.payment.mongo.MongoPayments;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
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
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends PaymentsContract {

        @Override
        protected Payments payments() {
            return new MongoPayments(ConfiguredMongo.connection());
        }
    }
}
