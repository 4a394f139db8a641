package app.nero.template;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
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
    public Optional<Paging.Page<MarkedTemplate>> list(TemplateQuery query, Optional<String> cursor, int offset,
            int limit, Optional<Id> caller) {
        Paging<Position> paging = new Paging<>(cursors, query.signature(), Position::parse);
        return paging.page(cursor, limit, (after, max) -> templates.list(query, new Page(after, offset, max)),
                template -> query.position(template).text()).map(page -> page.map(found -> marked(found, caller)));
    }

    private List<MarkedTemplate> marked(List<Template> found, Optional<Id> caller) {
        Set<Id> liked = caller.filter(_ -> !found.isEmpty())
                .map(userId -> favorites.among(userId, found.stream().map(Template::id).toList())).orElse(Set.of());
        return found.stream().map(template -> new MarkedTemplate(template, liked.contains(template.id()))).toList();
    }
}
