package app.nero.template;

import app.nero.kernel.Id;
import java.util.Collection;
import java.util.Set;

/** Favorites, as far as this package needs them. The package {@code favorite}, which depends on this one, implements it. */
public interface FavoriteMarks {

    /** Returns those of the templates that are favorites of the user. */
    Set<Id> among(Id userId, Collection<Id> templateIds);

    /** Removes all favorites of a deleted template. */
    void removeAll(Id templateId);
}
