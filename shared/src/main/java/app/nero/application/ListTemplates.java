package app.nero.application;

import app.nero.domain.Id;
import app.nero.domain.template.CursorSigning;
import app.nero.domain.template.Favorites;
import app.nero.domain.template.MarkedTemplate;
import app.nero.domain.template.Position;
import app.nero.domain.template.Stretch;
import app.nero.domain.template.Template;
import app.nero.domain.template.TemplateQuery;
import app.nero.domain.template.Templates;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists templates a page at a time. A cursor is the place of the last one of a page in the order, so pages neither repeat
 * nor miss one that stays where it is, while others are added. One whose likes, views or score move meanwhile moves in the
 * orders of them, and may be seen twice or not at all.
 */
public final class ListTemplates {

    /** Where a page begins. */
    public sealed interface Start {

        record Offset(int count) implements Start {}

        record Cursor(String text) implements Start {}
    }

    /** What became of the wish. */
    public sealed interface Result {

        record Listed(TemplatePage page) implements Result {}

        /** The cursor is none, or one of another list. */
        record BadCursor() implements Result {}
    }

    private final Templates templates;
    private final Favorites favorites;
    private final CursorSigning cursors;

    public ListTemplates(Templates templates, Favorites favorites, CursorSigning cursors) {
        this.templates = templates;
        this.favorites = favorites;
        this.cursors = cursors;
    }

    /**
     * Lists one page.
     *
     * @param caller whose favourites are marked; empty is a guest, who has none
     */
    public Result list(TemplateQuery query, Start start, int limit, Optional<Id> caller) {
        // One more than asked for tells whether there is a next page.
        Optional<Stretch> stretch = switch (start) {
            case Start.Offset(int count) -> Optional.of(new Stretch(Optional.empty(), count, limit + 1));
            case Start.Cursor(String text) -> cursors.open(query.signature(), text).flatMap(Position::parse)
                    .map(place -> new Stretch(Optional.of(place), 0, limit + 1));
        };
        return stretch.<Result>map(it -> new Result.Listed(page(query, it, limit, caller)))
                .orElseGet(Result.BadCursor::new);
    }

    private TemplatePage page(TemplateQuery query, Stretch stretch, int limit, Optional<Id> caller) {
        List<Template> found = templates.list(query, stretch);
        List<Template> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(query.signature(), query.sort().position(page.getLast()).text()))
                : Optional.empty();
        Set<Id> liked = caller.filter(_ -> !page.isEmpty())
                .map(userId -> favorites.among(userId, page.stream().map(Template::id).toList())).orElse(Set.of());
        return new TemplatePage(
                page.stream().map(template -> new MarkedTemplate(template, liked.contains(template.id()))).toList(),
                next);
    }
}
