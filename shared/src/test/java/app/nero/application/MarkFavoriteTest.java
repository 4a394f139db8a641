package app.nero.application;

import static app.nero.testing.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.nero.application.MarkFavorite.Result.Marked;
import app.nero.application.MarkFavorite.Result.NoSuchTemplate;
import app.nero.application.MarkFavorite.Wish;
import app.nero.domain.Id;
import app.nero.domain.template.Template;
import app.nero.testing.InMemoryFavorites;
import app.nero.testing.InMemoryTemplates;
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
        assertEquals(new Marked(true, 1), mark(sara, Wish.TOGGLE));
        assertEquals(new Marked(true, 2), mark(Some.id(), Wish.TOGGLE));
        assertEquals(new Marked(false, 1), mark(sara, Wish.TOGGLE));
    }

    @Test
    void setsAndUnsetsOnce() {
        assertEquals(new Marked(false, 0), mark(sara, Wish.UNSET));
        assertEquals(new Marked(true, 1), mark(sara, Wish.SET));
        assertEquals(new Marked(true, 1), mark(sara, Wish.SET));
        assertEquals(new Marked(false, 0), mark(sara, Wish.UNSET));
        assertEquals(new Marked(false, 0), mark(sara, Wish.UNSET));
    }

    @Test
    void leavesNothingOfATemplateThatIsGone() {
        mark(sara, Wish.SET);
        templates.remove(template.id());

        for (Wish wish : Wish.values()) {
            assertEquals(new NoSuchTemplate(), mark(Some.id(), wish));
            assertEquals(new NoSuchTemplate(), mark(sara, wish));
        }
        assertEquals(List.of(), favorites.list(sara, Optional.empty(), 10));
    }

    @Test
    void takesBackWhatALikeAddedToTheScore() {
        mark(sara, Wish.SET);
        clock.advance(Duration.ofDays(30));
        mark(sara, Wish.UNSET);

        assertEquals(0, templates.find(template.id()).orElseThrow().trendingScore());
    }

    @Test
    void countsOneHoweverOftenItIsSetAtOnce() {
        Race.of(50, _ -> () -> mark(sara, Wish.SET));

        assertEquals(1, templates.find(template.id()).orElseThrow().likeCount());
    }

    @Test
    void endsWhereItBeganAfterAnEvenNumberOfTogglesAtOnce() {
        for (int round = 0; round < 20; round++) {
            Race.of(50, _ -> () -> mark(sara, Wish.TOGGLE));
        }

        assertFalse(favorites.among(sara, List.of(template.id())).contains(template.id()));
        assertEquals(0, templates.find(template.id()).orElseThrow().likeCount());
    }

    private MarkFavorite.Result mark(Id userId, Wish wish) {
        return markFavorite.mark(userId, template.id(), wish);
    }
}
