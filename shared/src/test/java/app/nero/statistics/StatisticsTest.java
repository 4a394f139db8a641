package app.nero.statistics;

import app.nero.statistics.mongo.MongoStatistics;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class StatisticsTest {

    @Nested
    class InMemory extends StatisticsContract {

        private final Statistics statistics = new InMemoryStatistics();

        @Override
        protected Statistics statistics() {
            return statistics;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends StatisticsContract {

        private final Statistics statistics = new MongoStatistics(ConfiguredMongo.connection());

        @Override
        protected Statistics statistics() {
            return statistics;
        }
    }
}
