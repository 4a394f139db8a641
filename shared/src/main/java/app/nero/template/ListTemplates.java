package app.nero.template;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists templates a page at a time. A cursor is the place of the last one of a page in the order, so pages neither repeat
 * nor miss one that stays where it is, while others are added. One whose likes, views or score move meanwhile moves in the
 * orders of them, and may be seen twice or not at all.
 */
public final class ListTemplates {

    private final Templates templates;
    private final FavoriteMarks favorites;
    private final CursorSigning cursors;

    public ListTemplates(Templates templates, FavoriteMarks favorites, CursorSigning cursors) {
        this.templates = templates;
        this.favorites = favorites;
        this.cursors = cursors;
    }

    /**
     * Lists one page.
     *
     * @param cursor empty begins with the first template
     * @param offset how many are passed over from there
     * @param caller whose favourites are marked; empty is a guest, who has none
     * @return empty where the cursor is none, or one of another list
     */
    public Optional<TemplatePage> list(TemplateQuery query, Optional<String> cursor, int offset, int limit,
            Optional<Id> caller) {
        Optional<Position> after = cursor.flatMap(text -> cursors.open(query.signature(), text))
                .flatMap(Position::parse);
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        // One more than asked for tells whether there is a next page.
        return Optional.of(page(query, new Page(after, offset, limit + 1), limit, caller));
    }

    private TemplatePage page(TemplateQuery query, Page stretch, int limit, Optional<Id> caller) {
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
