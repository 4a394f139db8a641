package app.nero.statistics;

import app.nero.statistics.mongo.MongoStatistics;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
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
