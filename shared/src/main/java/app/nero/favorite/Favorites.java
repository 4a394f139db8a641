package app.nero.favorite;

import app.nero.kernel.Id;
import app.nero.template.FavoriteMarks;
import app.nero.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people like: one of a person and a template. {@link Templates} counts them beside. */
public interface Favorites extends FavoriteMarks {

    /** Adds one; false where the person likes that template already, and then nothing changes. */
    boolean add(Favorite favorite);

    /** Removes one and answers it; empty where there was none. */
    Optional<Favorite> remove(Id userId, Id templateId);

    /**
     * What the person likes, the latest first.
     *
     * @param after the id of a favourite; empty begins with the latest
     */
    List<Favorite> list(Id userId, Optional<Id> after, int limit);

    /**
     * Counts them by template, where there are any, for templates of a range of ids.
     *
     * @param after before the first of them; empty is the beginning
     * @param last empty is the end
     */
    Map<Id, Integer> countByTemplate(Optional<Id> after, Optional<Id> last);
}
