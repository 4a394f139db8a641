package app.nero.template;

import app.nero.favorite.RecountLikes;
import app.nero.kernel.Id;
import java.util.Optional;

/** Removes a template, then its favorites. {@link RecountLikes} removes those that a crash or a concurrent like leaves. */
public final class RemoveTemplate {

    private final Templates templates;
    private final FavoriteMarks favorites;

    public RemoveTemplate(Templates templates, FavoriteMarks favorites) {
        this.templates = templates;
        this.favorites = favorites;
    }

    /** The template as it was, whose picture is left to the caller; empty where there is no such template. */
    public Optional<Template> remove(Id id) {
        Optional<Template> removed = templates.remove(id);
        favorites.removeAll(id);
        return removed;
    }
}
