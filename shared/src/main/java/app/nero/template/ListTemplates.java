package app.nero.template;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists templates by page. A cursor contains the position of the last template on a page, so new templates do not cause
 * others to be repeated or skipped. A template whose position changes between two pages may be listed twice or not at
 * all.
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
     * @param offset templates to skip after the cursor, or from the start without one
     * @param caller whose favorites are marked; empty for a guest
     * @return empty if the cursor is invalid or belongs to another list
     */
    public Optional<TemplatePage> list(TemplateQuery query, Optional<String> cursor, int offset, int limit,
            Optional<Id> caller) {
        Optional<Position> after = cursor.flatMap(text -> cursors.open(query.signature(), text))
                .flatMap(Position::parse);
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        // One extra template shows whether there is a next page.
        List<Template> found = templates.list(query, new Page(after, offset, limit + 1));
        List<Template> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(query.signature(), query.position(page.getLast()).text()))
                : Optional.empty();
        Set<Id> liked = caller.filter(_ -> !page.isEmpty())
                .map(userId -> favorites.among(userId, page.stream().map(Template::id).toList())).orElse(Set.of());
        return Optional.of(new TemplatePage(
                page.stream().map(template -> new MarkedTemplate(template, liked.contains(template.id()))).toList(),
                next));
    }
}
