package app.nero.template;

import java.util.List;

/** Lists the categories with how many templates each has. */
public final class ListCategories {

    private final Categories categories;

    public ListCategories(Categories categories) {
        this.categories = categories;
    }

    public List<CountedCategory> list() {
        return categories.list();
    }
}
