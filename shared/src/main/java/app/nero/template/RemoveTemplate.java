package app.nero.template;

import app.nero.favorite.RecountLikes;
import app.nero.kernel.Id;
import java.util.Optional;

/** Removes a template, then its favorites. {@link RecountLikes} removes those left by a crash or a concurrent like. */
public final class RemoveTemplate {

    private final Templates templates;
    private final FavoriteMarks favorites;

    public RemoveTemplate(Templates templates, FavoriteMarks favorites) {
        this.templates = templates;
        this.favorites = favorites;
    }

    /** @return the removed template, whose picture the caller must remove; empty if it did not exist */
    public Optional<Template> remove(Id id) {
        Optional<Template> removed = templates.remove(id);
        favorites.removeAll(id);
        return removed;
    }
}
