package app.nero.stars;

import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
class StarsLedgerTest {

    @Nested
    class InMemory extends StarsLedgerContract {

        private final StarsLedger ledger = new InMemoryStarsLedger();

        @Override
        protected StarsLedger ledger() {
            return ledger;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends StarsLedgerContract {

        private final StarsLedger ledger = new MongoStarsLedger(ConfiguredMongo.connection());

        @Override
        protected StarsLedger ledger() {
            return ledger;
        }
    }
}
