package app.nero.infrastructure.mongo;

import app.nero.contract.TemplatesContract;
import app.nero.domain.template.Templates;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract where a search finds nothing near, or no word that few have; among a test's templates all is near and few. */
@EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
class TemplateSearchTest {

    @Nested
    class WhereFewAreNear extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection(), 20, 60);

        @Override
        protected Templates templates() {
            return templates;
        }
    }

    @Nested
    class WhereNothingIsNear extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection(), 1, 10_000);

        @Override
        protected Templates templates() {
            return templates;
        }
    }

    @Nested
    class WhereNothingIsNearNorFew extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection(), 1, 1);

        @Override
        protected Templates templates() {
            return templates;
        }
    }
}
