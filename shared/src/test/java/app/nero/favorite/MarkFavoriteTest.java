package app.nero.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.nero.favorite.MarkFavorite.Mode;
import app.nero.favorite.MarkFavorite.Result.Marked;
import app.nero.favorite.MarkFavorite.Result.NoSuchTemplate;
import app.nero.kernel.Id;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkFavoriteTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final MarkFavorite markFavorite = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
    private final Template template = aTemplate().build();
    private final Id sara = Some.id();

    MarkFavoriteTest() {
        templates.add(template);
    }

    @Test
    void toggles() {
        assertEquals(new Marked(true, 1), mark(sara, Mode.TOGGLE));
        assertEquals(new Marked(true, 2), mark(Some.id(), Mode.TOGGLE));
        assertEquals(new Marked(false, 1), mark(sara, Mode.TOGGLE));
    }

    @Test
    void setsAndUnsetsOnce() {
        assertEquals(new Marked(false, 0), mark(sara, Mode.UNSET));
        assertEquals(new Marked(true, 1), mark(sara, Mode.SET));
        assertEquals(new Marked(true, 1), mark(sara, Mode.SET));
        assertEquals(new Marked(false, 0), mark(sara, Mode.UNSET));
        assertEquals(new Marked(false, 0), mark(sara, Mode.UNSET));
    }

    @Test
    void removesTheFavoriteOfADeletedTemplate() {
        mark(sara, Mode.SET);
        templates.remove(template.id());

        for (Mode mode : Mode.values()) {
            assertEquals(new NoSuchTemplate(), mark(Some.id(), mode));
            assertEquals(new NoSuchTemplate(), mark(sara, mode));
        }
        assertEquals(List.of(), favorites.list(sara, Optional.empty(), 10));
    }

    @Test
    void subtractsTheScoreThatTheLikeAdded() {
        mark(sara, Mode.SET);
        clock.advance(Duration.ofDays(30));
        mark(sara, Mode.UNSET);

        assertEquals(0, templates.find(template.id()).orElseThrow().trendingScore());
    }

    @Test
    void countsConcurrentSetsOnce() {
        Race.of(50, _ -> () -> mark(sara, Mode.SET));

        assertEquals(1, templates.find(template.id()).orElseThrow().likeCount());
    }

    @Test
    void isUnchangedAfterAnEvenNumberOfConcurrentToggles() {
        for (int round = 0; round < 20; round++) {
            Race.of(50, _ -> () -> mark(sara, Mode.TOGGLE));
        }

        assertFalse(favorites.among(sara, List.of(template.id())).contains(template.id()));
        assertEquals(0, templates.find(template.id()).orElseThrow().likeCount());
    }

    private MarkFavorite.Result mark(Id userId, Mode mode) {
        return markFavorite.mark(userId, template.id(), mode);
    }
}
