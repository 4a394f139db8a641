package app.nero.template;

import java.util.List;

/** The categories; one a slug. */
public interface Categories {

    /** What became of one that was put. */
    enum Change {
        ADDED, CHANGED, UNCHANGED
    }

    /** All of them in the order in which they were made, with their templates counted. */
    List<CountedCategory> list();

    /** Adds a category, or changes the names of the one that has its slug and keeps that one's id. */
    Change put(Category category);

    boolean exists(Slug slug);
}
