package app.nero.domain.template;

import app.nero.domain.Id;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people like: one of a person and a template. {@link Templates} counts them beside. */
public interface Favorites {

    /** Adds one; false where the person likes that template already, and then nothing changes. */
    boolean add(Favorite favorite);

    /** Removes one and answers it; empty where there was none. */
    Optional<Favorite> remove(Id userId, Id templateId);

    /** Which of those templates the person likes. */
    Set<Id> among(Id userId, Collection<Id> templateIds);

    /**
     * What the person likes, the latest first.
     *
     * @param after the id of a favourite; empty begins with the latest
     */
    List<Favorite> list(Id userId, Optional<Id> after, int limit);

    /** Removes those of a template that is gone. */
    void removeAll(Id templateId);

    /**
     * Counts them by template, where there are any, for templates of a range of ids.
     *
     * @param after before the first of them; empty is the beginning
     * @param last empty is the end
     */
    Map<Id, Integer> countByTemplate(Optional<Id> after, Optional<Id> last);
}
