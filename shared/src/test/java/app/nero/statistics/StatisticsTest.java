package app.nero.statistics;

import app.nero.statistics.mongo.MongoStatistics;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

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
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends StatisticsContract {

        private final Statistics statistics = new MongoStatistics(ConfiguredMongo.connection());

        @Override
        protected Statistics statistics() {
            return statistics;
        }
    }
}
