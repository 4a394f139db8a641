package app.nero.template;

import java.util.List;

/** The categories, each with a unique slug. */
public interface Categories {

    enum Change {
        ADDED, CHANGED, UNCHANGED
    }

    /** All categories, oldest first. */
    List<CountedCategory> list();

    /** Adds a category, or changes the names of the existing one with this slug, which keeps its id. */
    Change put(Category category);

    boolean exists(Slug slug);
}
