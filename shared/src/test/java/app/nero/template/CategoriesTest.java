package app.nero.template;

import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
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
    @NeedsMongo
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
