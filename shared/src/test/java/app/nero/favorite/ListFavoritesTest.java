package app.nero.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.template.InMemoryTemplates;
import app.nero.template.MarkedTemplate;
import app.nero.template.Template;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListFavoritesTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final ListFavorites listFavorites = new ListFavorites(templates, favorites, Some.cursorSigning());
    private final Id sara = Some.id();
    private final List<Id> latestFirst = new ArrayList<>();

    @Test
    void listsTheLatestFirstPageByPage() {
        like(5);

        Paging.Page<MarkedTemplate> first = page(Optional.empty(), 2);
        Paging.Page<MarkedTemplate> second = page(first.nextCursor(), 3);

        assertEquals(latestFirst.subList(0, 2), ids(first));
        assertEquals(latestFirst.subList(2, 5), ids(second));
        assertEquals(Optional.empty(), second.nextCursor());
        assertTrue(first.items().stream().allMatch(MarkedTemplate::favorite));
    }

    @Test
    void returnsAnEmptyPageIfTheUserHasNoFavorites() {
        like(2);

        assertEquals(Optional.of(new Paging.Page<>(List.of(), Optional.empty())),
                listFavorites.list(Some.id(), Optional.empty(), 10));
    }

    @Test
    void refusesAnotherUsersCursorAndAnUnsignedOne() {
        like(3);
        Optional<String> cursor = page(Optional.empty(), 1).nextCursor();

        assertEquals(Optional.empty(), listFavorites.list(Some.id(), cursor, 1));
        assertEquals(Optional.empty(), listFavorites.list(sara, Optional.of(latestFirst.getFirst().value()), 1));
    }

    @Test
    void leavesOutDeletedTemplates() {
        like(3);
        templates.remove(latestFirst.get(1));

        assertEquals(List.of(latestFirst.get(0), latestFirst.get(2)), ids(page(Optional.empty(), 10)));
    }

    private void like(int count) {
        for (int i = 0; i < count; i++) {
            Template template = aTemplate().build();
            templates.add(template);
            clock.advance(Duration.ofSeconds(1));
            favorites.add(new Favorite(Some.id(clock.instant()), sara, template.id(), clock.instant()));
            latestFirst.addFirst(template.id());
        }
    }

    private Paging.Page<MarkedTemplate> page(Optional<String> cursor, int limit) {
        return listFavorites.list(sara, cursor, limit).orElseThrow();
    }

    private static List<Id> ids(Paging.Page<MarkedTemplate> page) {
        return page.items().stream().map(template -> template.template().id()).toList();
    }
}
