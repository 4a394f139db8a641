package app.nero.template;

import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
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
    @NeedsMongo
    class OnAConfiguredServer extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection());

        @Override
        protected Templates templates() {
            return templates;
        }
    }
}
