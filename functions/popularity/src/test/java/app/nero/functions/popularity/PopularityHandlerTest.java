package app.nero.functions.popularity;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.InMemoryFavorites;
import app.nero.generation.InMemoryGenerations;
import app.nero.template.InMemoryCategories;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.template.TrendingScore;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import app.nero.upkeep.InMemoryCheckpoints;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PopularityHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final PopularityHandler handler = new PopularityHandler(templates, new InMemoryCategories(templates),
            new InMemoryFavorites(), new InMemoryGenerations(), new InMemoryCheckpoints(), Some.wiring(clock));

    @Test
    void ranksAndRecountsTemplates() {
        Template template = aTemplate().likes(5).build();
        templates.add(template);
        templates.view(template.id(), TrendingScore.ofView(clock.instant()));

        run();
        boolean trending = templates.find(template.id()).orElseThrow().trending();
        clock.advance(Duration.ofHours(1));
        run();

        assertTrue(trending);
        assertEquals(0, templates.find(template.id()).orElseThrow().likeCount());
    }

    private void run() {
        handler.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), new TestContext());
    }
}
