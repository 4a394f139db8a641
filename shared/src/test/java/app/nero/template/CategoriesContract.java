package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.template.Categories.Change;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link Categories} must pass. */
public abstract class CategoriesContract {

    private final Slug nature = new Slug("nature-" + Some.id());
    private final Slug city = new Slug("city-" + Some.id());

    protected abstract Categories categories();

    protected abstract Templates templates();

    @Test
    void listsCategoriesOldestFirstWithTemplateCounts() {
        Category first = put(nature, "Nature");
        Category second = put(city, "City");
        Stream.of(nature, nature, new Slug("else"))
                .forEach(slug -> templates().add(aTemplate().category(slug.value()).build()));

        assertEquals(List.of(new CountedCategory(first, 2), new CountedCategory(second, 0)), own());
    }

    @Test
    void countsTemplatesThatAreImportedMovedAndRemoved() {
        Category first = put(nature, "Nature");
        Category second = put(city, "City");
        ExternalKey key = new ExternalKey(Some.id().value());
        Template imported = aTemplate().category(nature.value()).build();
        Template removed = aTemplate().category(nature.value()).build();
        templates().add(key, imported);
        templates().add(key, aTemplate().category(nature.value()).build());
        templates().add(removed);

        templates().replace(imported, aTemplate().category(city.value()).build().content(), imported.updatedAt());
        templates().replace(removed, removed.content(), removed.updatedAt());
        templates().remove(removed.id());
        templates().remove(removed.id());

        assertEquals(List.of(new CountedCategory(first, 0), new CountedCategory(second, 1)), own());
    }

    @Test
    void aRecountLeavesRightCountsAlone() {
        Category first = put(nature, "Nature");
        templates().add(aTemplate().category(nature.value()).build());
        categories().recount();

        assertEquals(0, categories().recount());
        assertEquals(List.of(new CountedCategory(first, 1)), own());
    }

    @Test
    void changesTheNamesOfAnExistingCategory() {
        Category first = put(nature, "Nature");

        put(nature, "Wild nature");

        assertEquals(List.of(new CountedCategory(
                new Category(first.id(), nature, new Label("Wild nature"), new Label("طبیعت")), 0)), own());
        assertTrue(categories().exists(nature));
        assertFalse(categories().exists(city));
    }

    @Test
    void addsOneCategoryUnderConcurrentCalls() {
        Race.of(16, i -> () -> put(nature, "Nature " + i));

        assertEquals(1, own().size());
    }

    @Test
    void reportsWhatChanged() {
        Category category = new Category(Some.id(), nature, new Label("Nature"), new Label("طبیعت"));
        Category again = new Category(Some.id(), nature, new Label("Nature"), new Label("طبیعت"));
        Category other = new Category(Some.id(), nature, new Label("Nature"), new Label("جنگل"));

        assertEquals(List.of(Change.ADDED, Change.UNCHANGED, Change.CHANGED, Change.UNCHANGED),
                Stream.of(category, again, other, other).map(categories()::put).toList());
    }

    private Category put(Slug slug, String name) {
        Category category = new Category(Some.id(), slug, new Label(name), new Label("طبیعت"));
        categories().put(category);
        return category;
    }

    private List<CountedCategory> own() {
        return categories().list().stream()
                .filter(category -> List.of(nature, city).contains(category.category().slug()))
                .toList();
    }
}
