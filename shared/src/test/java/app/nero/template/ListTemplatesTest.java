package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.favorite.Favorite;
import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.kernel.ReadCache;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListTemplatesTest {

    private static final TemplateQuery ALL = query("");

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final ListTemplates listTemplates = new ListTemplates(templates, favorites, Some.cursorSigning(),
            new ReadCache<>(ListTemplates.MAX_PAGES, clock));
    private final List<Id> newestFirst = new ArrayList<>();

    @Test
    void returnsNoCursorOnTheLastPage() {
        add(3);

        assertEquals(Optional.empty(), list(ALL, Optional.empty(), 0, 3).nextCursor());
        assertEquals(newestFirst, ids(list(ALL, Optional.empty(), 0, 3)));
    }

    @Test
    void continuesAfterThePreviousPage() {
        add(5);

        Paging.Page<MarkedTemplate> first = list(ALL, Optional.empty(), 1, 2);
        Paging.Page<MarkedTemplate> second = list(ALL, first.nextCursor(), 0, 100);

        assertEquals(newestFirst.subList(1, 3), ids(first));
        assertEquals(newestFirst.subList(3, 5), ids(second));
        assertEquals(Optional.empty(), second.nextCursor());
    }

    @Test
    void refusesACursorOfAnotherListOrAnotherKey() {
        add(3);
        Optional<String> cursor = list(ALL, Optional.empty(), 0, 1).nextCursor();
        ListTemplates otherKey = new ListTemplates(templates, favorites, new CursorSigning(Some.peppers("2")),
                new ReadCache<>(ListTemplates.MAX_PAGES, clock));

        assertEquals(Optional.empty(), listTemplates.list(query("rain"), cursor, 0, 1, Optional.empty()));
        assertEquals(Optional.empty(),
                listTemplates.list(ALL, cursor.map("x"::concat), 0, 1, Optional.empty()));
        assertEquals(Optional.empty(), otherKey.list(ALL, cursor, 0, 1, Optional.empty()));
    }

    @Test
    void bindsACursorToEveryFilterAndTheOrder() {
        add(3);
        Optional<String> cursor = list(ALL, Optional.empty(), 0, 1).nextCursor();
        Optional<Label> label = Label.parse("portrait");
        Optional<SearchQuery> search = SearchQuery.parse("rain");
        List<TemplateQuery> others = List.of(
                new TemplateQuery(label, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), label, Optional.empty(), Optional.empty(), Optional.empty(),
                        TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), Optional.empty(), label, Optional.empty(), Optional.empty(),
                        TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true),
                        Optional.empty(), TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false),
                        Optional.empty(), TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), search,
                        TemplateSort.NEWEST),
                new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), TemplateSort.POPULAR));

        for (TemplateQuery other : others) {
            assertEquals(Optional.empty(), listTemplates.list(other, cursor, 0, 1, Optional.empty()), other::toString);
        }
        assertEquals(others.size(), others.stream().map(TemplateQuery::signature).distinct().count());
    }

    @Test
    void marksTheCallersFavorites() {
        add(3);
        Id sara = Some.id();
        favorites.add(new Favorite(Some.id(), sara, newestFirst.get(1), Instant.EPOCH));

        assertEquals(List.of(false, true, false), marks(listTemplates.list(ALL, Optional.empty(), 0, 3,
                Optional.of(sara))));
        assertEquals(List.of(false, false, false), marks(listTemplates.list(ALL, Optional.empty(), 0, 3,
                Optional.of(Some.id()))));
        assertEquals(List.of(false, false, false), marks(listTemplates.list(ALL, Optional.empty(), 0, 3,
                Optional.empty())));
    }

    @Test
    void showsGuestsAPageForAMinute() {
        add(1);
        Instant readAt = clock.instant();
        list(ALL, Optional.empty(), 0, 3);
        templates.add(aTemplate().id(new Id("%024x".formatted(9))).build());
        clock.advance(ListTemplates.MAX_AGE.minusMillis(1));
        ListTemplates.Listing old = listTemplates.list(ALL, Optional.empty(), 0, 3, Optional.empty()).orElseThrow();
        int others = list(ALL, Optional.empty(), 0, 2).items().size();
        clock.advance(Duration.ofMillis(1));
        ListTemplates.Listing now = listTemplates.list(ALL, Optional.empty(), 0, 3, Optional.empty()).orElseThrow();

        assertEquals(1, old.page().items().size());
        assertEquals(readAt, old.readAt());
        assertEquals(2, others);
        assertEquals(2, now.page().items().size());
        assertEquals(clock.instant(), now.readAt());
    }

    @Test
    void showsUsersAPageForASecondAndAlwaysTheirOwnFavorites() {
        add(1);
        Id sara = Some.id();
        list(ALL, Optional.empty(), 0, 3);
        templates.add(aTemplate().id(new Id("%024x".formatted(9))).build());
        favorites.add(new Favorite(Some.id(), sara, newestFirst.getFirst(), Instant.EPOCH));
        clock.advance(Duration.ofMillis(999));
        List<Boolean> old = marks(listTemplates.list(ALL, Optional.empty(), 0, 3, Optional.of(sara)));
        clock.advance(Duration.ofMillis(1));
        List<Boolean> now = marks(listTemplates.list(ALL, Optional.empty(), 0, 3, Optional.of(sara)));

        assertEquals(List.of(true), old);
        assertEquals(List.of(false, true), now);
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Template template = aTemplate().id(new Id("%024x".formatted(i))).build();
            templates.add(template);
            newestFirst.addFirst(template.id());
        }
    }

    private Paging.Page<MarkedTemplate> list(TemplateQuery query, Optional<String> cursor, int offset, int limit) {
        return listTemplates.list(query, cursor, offset, limit, Optional.empty()).orElseThrow().page();
    }

    private static List<Boolean> marks(Optional<ListTemplates.Listing> listed) {
        return listed.orElseThrow().page().items().stream().map(MarkedTemplate::favorite).toList();
    }

    private static List<Id> ids(Paging.Page<MarkedTemplate> page) {
        return page.items().stream().map(marked -> marked.template().id()).toList();
    }

    private static TemplateQuery query(String tag) {
        return new TemplateQuery(Optional.empty(), Label.parse(tag), Optional.empty(), Optional.empty(),
                Optional.empty(), TemplateSort.NEWEST);
    }
}
