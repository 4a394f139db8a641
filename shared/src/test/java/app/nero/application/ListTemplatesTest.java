package app.nero.application;

import static app.nero.testing.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.application.ListTemplates.Result;
import app.nero.application.ListTemplates.Start;
import app.nero.domain.Id;
import app.nero.domain.template.CursorSigning;
import app.nero.domain.template.Favorite;
import app.nero.domain.template.Label;
import app.nero.domain.template.MarkedTemplate;
import app.nero.domain.template.Template;
import app.nero.domain.template.TemplateQuery;
import app.nero.domain.template.TemplateSort;
import app.nero.testing.InMemoryFavorites;
import app.nero.testing.InMemoryTemplates;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListTemplatesTest {

    private static final TemplateQuery ALL = query("");

    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final ListTemplates listTemplates = new ListTemplates(templates, favorites, Some.cursorSigning());
    private final List<Id> newestFirst = new ArrayList<>();

    @Test
    void endsWithoutACursor() {
        add(3);

        assertEquals(Optional.empty(), list(ALL, new Start.Offset(0), 3).nextCursor());
        assertEquals(newestFirst, ids(list(ALL, new Start.Offset(0), 3)));
    }

    @Test
    void goesOnBehindThePageBefore() {
        add(5);

        TemplatePage first = list(ALL, new Start.Offset(1), 2);
        TemplatePage second = list(ALL, new Start.Cursor(first.nextCursor().orElseThrow()), 100);

        assertEquals(newestFirst.subList(1, 3), ids(first));
        assertEquals(newestFirst.subList(3, 5), ids(second));
        assertEquals(Optional.empty(), second.nextCursor());
    }

    @Test
    void takesACursorForItsOwnListAlone() {
        add(3);
        String cursor = list(ALL, new Start.Offset(0), 1).nextCursor().orElseThrow();
        ListTemplates elsewhere = new ListTemplates(templates, favorites, new CursorSigning(Some.peppers("2")));

        assertInstanceOf(Result.BadCursor.class,
                listTemplates.list(query("rain"), new Start.Cursor(cursor), 1, Optional.empty()));
        assertInstanceOf(Result.BadCursor.class,
                listTemplates.list(ALL, new Start.Cursor("x" + cursor), 1, Optional.empty()));
        assertInstanceOf(Result.BadCursor.class,
                elsewhere.list(ALL, new Start.Cursor(cursor), 1, Optional.empty()));
    }

    @Test
    void marksTheFavouritesOfWhoeverAsks() {
        add(3);
        Id sara = Some.id();
        favorites.add(new Favorite(Some.id(), sara, newestFirst.get(1), Instant.EPOCH));

        assertEquals(List.of(false, true, false), marks(listTemplates.list(ALL, new Start.Offset(0), 3,
                Optional.of(sara))));
        assertEquals(List.of(false, false, false), marks(listTemplates.list(ALL, new Start.Offset(0), 3,
                Optional.of(Some.id()))));
        assertEquals(List.of(false, false, false), marks(listTemplates.list(ALL, new Start.Offset(0), 3,
                Optional.empty())));
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Template template = aTemplate().id(new Id("%024x".formatted(i))).build();
            templates.add(template);
            newestFirst.addFirst(template.id());
        }
    }

    private TemplatePage list(TemplateQuery query, Start start, int limit) {
        return ((Result.Listed) listTemplates.list(query, start, limit, Optional.empty())).page();
    }

    private static List<Boolean> marks(Result result) {
        return ((Result.Listed) result).page().templates().stream().map(MarkedTemplate::favorite).toList();
    }

    private static List<Id> ids(TemplatePage page) {
        return page.templates().stream().map(marked -> marked.template().id()).toList();
    }

    private static TemplateQuery query(String tag) {
        return new TemplateQuery(Optional.empty(), Label.parse(tag), Optional.empty(), Optional.empty(),
                Optional.empty(), TemplateSort.NEWEST);
    }
}
