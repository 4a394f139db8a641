package app.nero.template;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.kernel.ReadCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists templates by page. A cursor contains the position of the last template on a page, so new templates do not cause
 * others to be repeated or skipped. A template whose position changes between two pages may be listed twice or not at
 * all. Pages are kept in memory for a short time, without the favorites of a caller, which are always read.
 */
public final class ListTemplates {

    /** How old a page may be that guests see. */
    public static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** How old a page may be that users see, except for their own favorites. */
    static final Duration MAX_AGE_FOR_USERS = Duration.ofSeconds(1);

    /** A page has at most 101 templates of a few kilobytes. */
    public static final int MAX_PAGES = 100;

    /** @param readAt when the templates were read; favorites are newer */
    public record Listing(Paging.Page<MarkedTemplate> page, Instant readAt) {}

    /** What a page in memory was asked for. */
    public record PageKey(TemplateQuery query, Optional<String> cursor, int offset, int limit) {}

    private final Templates templates;
    private final FavoriteMarks favorites;
    private final CursorSigning cursors;
    private final ReadCache<PageKey, Optional<Paging.Page<Template>>> pages;

    /** @param pages keeps up to {@link #MAX_PAGES} pages */
    public ListTemplates(Templates templates, FavoriteMarks favorites, CursorSigning cursors,
            ReadCache<PageKey, Optional<Paging.Page<Template>>> pages) {
        this.templates = templates;
        this.favorites = favorites;
        this.cursors = cursors;
        this.pages = pages;
    }

    /**
     * @param offset templates to skip after the cursor, or from the start without one
     * @param caller whose favorites are marked; empty for a guest
     * @return empty if the cursor is invalid or belongs to another list
     */
    public Optional<Listing> list(TemplateQuery query, Optional<String> cursor, int offset, int limit,
            Optional<Id> caller) {
        Duration maxAge = caller.isPresent() ? MAX_AGE_FOR_USERS : MAX_AGE;
        ReadCache.Reading<Optional<Paging.Page<Template>>> read = pages.get(new PageKey(query, cursor, offset, limit),
                maxAge,
                () -> page(query, cursor, offset, limit));
        return read.value().map(page -> new Listing(page.map(found -> marked(found, caller)), read.at()));
    }

    private Optional<Paging.Page<Template>> page(TemplateQuery query, Optional<String> cursor, int offset, int limit) {
        Paging<Position> paging = new Paging<>(cursors, query.signature(), Position::parse);
        return paging.page(cursor, limit, (after, max) -> templates.list(query, new Page(after, offset, max)),
                template -> query.position(template).text());
    }

    private List<MarkedTemplate> marked(List<Template> found, Optional<Id> caller) {
        Set<Id> liked = caller.filter(_ -> !found.isEmpty())
                .map(userId -> favorites.among(userId, found.stream().map(Template::id).toList())).orElse(Set.of());
        return found.stream().map(template -> new MarkedTemplate(template, liked.contains(template.id()))).toList();
    }
}
