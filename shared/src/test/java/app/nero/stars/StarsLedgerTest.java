package app.nero.stars;

import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
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
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends StarsLedgerContract {

        private final StarsLedger ledger = new MongoStarsLedger(ConfiguredMongo.connection());

        @Override
        protected StarsLedger ledger() {
            return ledger;
        }
    }
}
