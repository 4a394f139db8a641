package app.nero.favorite;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.template.MarkedTemplate;
import app.nero.template.Template;
import app.nero.template.TemplatePage;
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
    public Optional<TemplatePage> list(Id userId, Optional<String> cursor, int limit) {
        String list = "favorites\n" + userId;
        Optional<Id> after = cursor.flatMap(text -> cursors.open(list, text)).flatMap(Id::parse);
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        List<Favorite> found = favorites.list(userId, after, limit + 1);
        List<Favorite> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(list, page.getLast().id().value()))
                : Optional.empty();
        return Optional.of(new TemplatePage(liked(page), next));
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
