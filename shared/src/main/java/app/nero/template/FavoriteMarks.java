package app.nero.template;

import app.nero.kernel.Id;
import java.util.Collection;
import java.util.Set;

/** What templates need to know of people's favorites. Implemented by the feature {@code favorite}, which depends on this one. */
public interface FavoriteMarks {

    /** Which of those templates are favorites of the user. */
    Set<Id> among(Id userId, Collection<Id> templateIds);

    /** Removes all favorites of a deleted template. */
    void removeAll(Id templateId);
}
