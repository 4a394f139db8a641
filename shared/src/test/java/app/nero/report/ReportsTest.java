package app.nero.report;

import app.nero.kernel.Id;
import app.nero.report.mongo.MongoReports;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class ReportsTest {

    @Nested
    class InMemory extends ReportsContract {

        private final InMemoryReports reports = new InMemoryReports();

        @Override
        protected Reports reports() {
            return reports;
        }

        @Override
        protected List<Report> of(Id ownerId) {
            return reports.all().stream().filter(report -> report.ownerId().equals(ownerId)).toList();
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends ReportsContract {

        @Override
        protected Reports reports() {
            return new MongoReports(ConfiguredMongo.connection());
        }

        @Override
        protected List<Report> of(Id ownerId) {
            return StoredReports.of(ConfiguredMongo.connection(), ownerId);
        }
    }
}
