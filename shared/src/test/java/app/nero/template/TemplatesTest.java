package app.nero.template;

import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
class TemplatesTest {

    @Nested
    class InMemory extends TemplatesContract {

        private final Templates templates = new InMemoryTemplates();

        @Override
        protected Templates templates() {
            return templates;
        }
    }

    @Nested
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection());

        @Override
        protected Templates templates() {
            return templates;
        }
    }
}
