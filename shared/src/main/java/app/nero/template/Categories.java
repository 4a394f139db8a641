package app.nero.template;

import java.util.List;

/** The categories, each with a unique slug. */
public interface Categories {

    enum Change {
        ADDED, CHANGED, UNCHANGED
    }

    /** All categories, oldest first. Their stored counts follow each change of a template, and may be wrong after a failure. */
    List<CountedCategory> list();

    /**
     * Counts the templates, and corrects the stored counts.
     *
     * @return how many counts were corrected
     */
    int recount();

    /** Adds a category, or changes the names of the existing one with this slug, which keeps its id. */
    Change put(Category category);

    boolean exists(Slug slug);
}
