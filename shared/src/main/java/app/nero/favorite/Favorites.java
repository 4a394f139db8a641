package app.nero.favorite;

import app.nero.kernel.Id;
import app.nero.template.FavoriteMarks;
import app.nero.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All favorites, at most one per user and template. {@link Templates} stores their counts. */
public interface Favorites extends FavoriteMarks {

    /** Adds a favorite. Returns false and changes nothing if the user already has this template as a favorite. */
    boolean add(Favorite favorite);

    /** Removes and returns a favorite; empty if there is none. */
    Optional<Favorite> remove(Id userId, Id templateId);

    /**
     * A user's favorites, latest first.
     *
     * @param after the id of the last favorite on the previous page; empty for the first page
     */
    List<Favorite> list(Id userId, Optional<Id> after, int limit);

    /**
     * Counts the favorites of each template in a range of template ids. Templates without favorites are not in the map.
     *
     * @param after exclusive lower bound
     * @param last inclusive upper bound; empty for none
     */
    Map<Id, Integer> countByTemplate(Id after, Optional<Id> last);
}
