package app.nero.template;

import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

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
    @NeedsMongo
    class OnAConfiguredServer extends TemplatesContract {

        private final Templates templates = new MongoTemplates(ConfiguredMongo.connection());

        @Override
        protected Templates templates() {
            return templates;
        }
    }
}
