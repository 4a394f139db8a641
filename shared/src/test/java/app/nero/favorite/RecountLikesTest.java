package app.nero.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.favorite.MarkFavorite.Mode;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.template.CrashingTemplates;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecountLikesTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final MarkFavorite crashing = new MarkFavorite(new CrashingTemplates(templates, () -> true), favorites,
            new SecureRandom(), clock);
    private final MarkFavorite working = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
    private final RecountLikes recountLikes = new RecountLikes(templates, favorites, clock);
    private final Template template = aTemplate().build();

    RecountLikesTest() {
        templates.add(template);
    }

    @Test
    void correctsACountThatDiffersForLongerThanARequest() {
        crash();
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        recountLikes.recount();
        clock.advance(AN_HOUR);

        assertEquals(1, recountLikes.recount());
        assertEquals(2, likes());
        assertEquals(0, recountLikes.recount());
    }

    @Test
    void ignoresALikeThatIsBeingAdded() {
        templates.like(template.id(), 1);
        recountLikes.recount();
        clock.advance(Duration.ofSeconds(30));

        assertEquals(0, recountLikes.recount());
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        clock.advance(AN_HOUR);
        assertEquals(0, recountLikes.recount());
        assertEquals(1, likes());
    }

    @Test
    void waitsAgainIfTheCountChanged() {
        crash();
        recountLikes.recount();
        clock.advance(AN_HOUR);
        Id omid = Some.id();
        working.mark(omid, template.id(), Mode.SET);
        working.mark(omid, template.id(), Mode.UNSET);

        assertEquals(0, recountLikes.recount());
        clock.advance(AN_HOUR);
        assertEquals(1, recountLikes.recount());
        assertEquals(0, likes());
    }

    @Test
    void waitsAgainIfTheFavoritesChanged() {
        crash();
        recountLikes.recount();
        clock.advance(AN_HOUR);
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));

        assertEquals(0, recountLikes.recount());
        assertEquals(1, likes());
    }

    @Test
    void setsTheCountToZeroIfThereAreNoFavorites() {
        Template unliked = aTemplate().likes(3).build();
        templates.add(unliked);

        recountLikes.recount();
        clock.advance(AN_HOUR);
        recountLikes.recount();

        assertEquals(0, templates.find(unliked.id()).orElseThrow().likeCount());
    }

    @Test
    void removesFavoritesOfDeletedTemplates() {
        Id sara = Some.id();
        working.mark(sara, template.id(), Mode.SET);
        favorites.add(new Favorite(Some.id(), sara, Some.id(), clock.instant()));

        recountLikes.recount();

        assertEquals(List.of(template.id()),
                favorites.list(sara, Optional.empty(), 10).stream().map(Favorite::templateId).toList());
    }

    @Test
    void recountsMoreTemplatesThanABatch() {
        for (int i = 0; i < 2_500; i++) {
            templates.add(aTemplate().likes(1).build());
        }

        recountLikes.recount();
        clock.advance(AN_HOUR);

        assertEquals(2_500, recountLikes.recount());
    }

    private void crash() {
        assertThrows(UnavailableException.class, () -> crashing.mark(Some.id(), template.id(), Mode.SET));
    }

    private int likes() {
        return templates.find(template.id()).orElseThrow().likeCount();
    }
}
