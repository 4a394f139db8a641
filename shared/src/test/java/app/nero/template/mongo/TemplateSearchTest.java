package app.nero.template.mongo;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.template.Label;
import app.nero.template.Page;
import app.nero.template.SearchQuery;
import app.nero.template.Template;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.TemplatesContract;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.testing.Some;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs the contract with lower limits, so that each search strategy is used despite the small number of templates. */
@NeedsMongo
class TemplateSearchTest {

    @Test
    void findsARareWordWithACommonTag() {
        Templates templates = new MongoTemplates(ConfiguredMongo.connection(), 2, 4);
        String many = "many" + Some.id();
        String rare = "rare" + Some.id();
        Template both = aTemplate().prompt(rare).tags(many).build();
        templates.add(both);
        templates.add(aTemplate().prompt(rare).build());
        for (int i = 0; i < 5; i++) {
            templates.add(aTemplate().tags(many).build());
        }

        List<Template> found = templates.list(
                new TemplateQuery(Optional.empty(), Label.parse(many), Optional.empty(), Optional.empty(),
                        SearchQuery.parse(rare), TemplateSort.NEWEST),
                new Page(Optional.empty(), 0, 3));

        assertEquals(List.of(both), found);
    }

    @Nested
    class WithLowLimits extends Limited {

        WithLowLimits() {
            super(20, 60);
        }
    }

    @Nested
    class WithoutNearMatches extends Limited {

        WithoutNearMatches() {
            super(1, 10_000);
        }
    }

    @Nested
    class WithScanOnly extends Limited {

        WithScanOnly() {
            super(1, 1);
        }
    }

    private abstract static class Limited extends TemplatesContract {

        private final Templates templates;

        Limited(int near, int few) {
            templates = new MongoTemplates(ConfiguredMongo.connection(), near, few);
        }

        @Override
        protected Templates templates() {
            return templates;
        }
    }
}
