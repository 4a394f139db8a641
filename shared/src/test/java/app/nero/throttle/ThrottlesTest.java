package app.nero.throttle;

import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.throttle.mongo.MongoThrottles;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class ThrottlesTest {

    @Nested
    class InMemory extends ThrottlesContract {

        private final Throttles throttles = new InMemoryThrottles();

        @Override
        protected Throttles throttles() {
            return throttles;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends ThrottlesContract {

        private final Throttles throttles = new MongoThrottles(ConfiguredMongo.connection());

        @Override
        protected Throttles throttles() {
            return throttles;
        }
    }
}
