package app.nero.template;

import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
class CategoriesTest {

    @Nested
    class InMemory extends CategoriesContract {

        private final Templates templates = new InMemoryTemplates();
        private final Categories categories = new InMemoryCategories(templates);

        @Override
        protected Categories categories() {
            return categories;
        }

        @Override
        protected Templates templates() {
            return templates;
        }
    }

    @Nested
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends CategoriesContract {

        @Override
        protected Categories categories() {
            return new MongoCategories(ConfiguredMongo.connection());
        }

        @Override
        protected Templates templates() {
            return new MongoTemplates(ConfiguredMongo.connection());
        }
    }
}
