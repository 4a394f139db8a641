package app.nero.favorite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link Favorites} must pass. */
public abstract class FavoritesContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");

    private final Id sara = Some.id();
    private final Id omid = Some.id();

    protected abstract Favorites favorites();

    @Test
    void storesOneFavoritePerUserAndTemplate() {
        Favorite first = favorite(sara, Some.id());

        assertTrue(favorites().add(first));
        assertFalse(favorites().add(favorite(sara, first.templateId())));
        assertTrue(favorites().add(favorite(omid, first.templateId())));
        assertEquals(List.of(first), favorites().list(sara, Optional.empty(), 10));
    }

    @Test
    void addsOnceAndRemovesOnceUnderConcurrentCalls() {
        Id template = Some.id();

        List<Boolean> added = Race.of(32, _ -> () -> favorites().add(favorite(sara, template)));
        List<Boolean> removed = Race.of(32, _ -> () -> favorites().remove(sara, template).isPresent());

        assertEquals(1, added.stream().filter(Boolean::booleanValue).count());
        assertEquals(1, removed.stream().filter(Boolean::booleanValue).count());
        assertEquals(List.of(), favorites().list(sara, Optional.empty(), 10));
    }

    @Test
    void returnsTheRemovedFavorite() {
        Favorite favorite = favorite(sara, Some.id());
        favorites().add(favorite);

        assertEquals(Optional.empty(), favorites().remove(omid, favorite.templateId()));
        assertEquals(Optional.of(favorite), favorites().remove(sara, favorite.templateId()));
        assertEquals(Optional.empty(), favorites().remove(sara, favorite.templateId()));
    }

    @Test
    void returnsTheTemplatesThatAreFavoritesOfAUser() {
        Id liked = Some.id();
        Id other = Some.id();
        favorites().add(favorite(sara, liked));
        favorites().add(favorite(omid, other));

        assertEquals(Set.of(liked), favorites().among(sara, List.of(liked, other, Some.id())));
        assertEquals(Set.of(), favorites().among(sara, List.of()));
    }

    @Test
    void listsTheLatestFirst() {
        List<Favorite> latestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Favorite favorite = new Favorite(new Id("%024x".formatted(100 + i)), sara, Some.id(), NOON.plusMillis(i));
            favorites().add(favorite);
            latestFirst.addFirst(favorite);
        }

        List<Favorite> page = favorites().list(sara, Optional.empty(), 2);

        assertEquals(latestFirst.subList(0, 2), page);
        assertEquals(latestFirst.subList(2, 5), favorites().list(sara, Optional.of(page.getLast().id()), 10));
        latestFirst.forEach(favorite -> favorites().removeAll(favorite.templateId()));
    }

    @Test
    void removesAllFavoritesOfATemplate() {
        Id deleted = Some.id();
        Id kept = Some.id();
        favorites().add(favorite(sara, deleted));
        favorites().add(favorite(omid, deleted));
        favorites().add(favorite(sara, kept));

        favorites().removeAll(deleted);

        assertEquals(Set.of(kept), favorites().among(sara, List.of(deleted, kept)));
        assertEquals(Set.of(), favorites().among(omid, List.of(deleted, kept)));
    }

    @Test
    void countsByTemplateInARangeOfIds() {
        Id first = new Id("000000000000000000000001");
        Id second = new Id("000000000000000000000002");
        Id third = new Id("000000000000000000000003");
        List.of(favorite(sara, first), favorite(omid, first), favorite(sara, second), favorite(sara, third))
                .forEach(favorites()::add);

        assertEquals(Map.of(first, 2, second, 1), favorites().countByTemplate(Id.NOBODY, Optional.of(second)));
        assertEquals(Map.of(second, 1, third, 1),
                favorites().countByTemplate(first, Optional.of(third)));
        assertFalse(favorites().countByTemplate(third, Optional.empty()).containsKey(third));
        List.of(first, second, third).forEach(favorites()::removeAll);
    }

    private static Favorite favorite(Id userId, Id templateId) {
        return new Favorite(Some.id(), userId, templateId, NOON);
    }
}
