package app.nero.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryCategories implements Categories {

    private final Map<Slug, Category> categories = new LinkedHashMap<>();
    private final Templates templates;

    /** @param templates the templates to count */
    public InMemoryCategories(Templates templates) {
        this.templates = templates;
    }

    @Override
    public synchronized List<CountedCategory> list() {
        return categories.values().stream().map(category -> new CountedCategory(category, count(category))).toList();
    }

    /** The counts are never stored, and so never wrong. */
    @Override
    public int recount() {
        return 0;
    }

    private int count(Category category) {
        TemplateQuery query = new TemplateQuery(Optional.of(new Label(category.slug().value())), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), TemplateSort.NEWEST);
        return templates.list(query, new Page(Optional.empty(), 0, Integer.MAX_VALUE)).size();
    }

    @Override
    public synchronized Change put(Category category) {
        Category old = categories.putIfAbsent(category.slug(), category);
        if (old == null) {
            return Change.ADDED;
        }
        Category now = new Category(old.id(), old.slug(), category.english(), category.persian());
        categories.put(old.slug(), now);
        return now.equals(old) ? Change.UNCHANGED : Change.CHANGED;
    }

    @Override
    public synchronized boolean exists(Slug slug) {
        return categories.containsKey(slug);
    }
}
