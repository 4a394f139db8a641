package app.nero.favorite;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.template.MarkedTemplate;
import app.nero.template.Template;
import app.nero.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists a user's favorite templates, latest favorite first. Deleted templates are left out, so a page can be short. */
public final class ListFavorites {

    private final Templates templates;
    private final Favorites favorites;
    private final CursorSigning cursors;

    public ListFavorites(Templates templates, Favorites favorites, CursorSigning cursors) {
        this.templates = templates;
        this.favorites = favorites;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another user's list */
    public Optional<Paging.Page<MarkedTemplate>> list(Id userId, Optional<String> cursor, int limit) {
        Paging<Id> paging = new Paging<>(cursors, "favorites\n" + userId, Id::parse);
        return paging.page(cursor, limit, (after, max) -> favorites.list(userId, after, max),
                favorite -> favorite.id().value()).map(page -> page.map(this::liked));
    }

    private List<MarkedTemplate> liked(List<Favorite> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        Map<Id, Template> byId = templates.findAll(page.stream().map(Favorite::templateId).toList()).stream()
                .collect(Collectors.toMap(Template::id, Function.identity()));
        return page.stream().flatMap(favorite -> Stream.ofNullable(byId.get(favorite.templateId())))
                .map(template -> new MarkedTemplate(template, true)).toList();
    }
}
