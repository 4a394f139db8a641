package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.Id;
import app.nero.kernel.Language;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The values that editors write. */
class TemplateContentTest {

    @Test
    void hasAtMostTwentyDifferentTags() {
        assertEquals(20, withTags(20).tags().size());
        assertThrows(IllegalArgumentException.class, () -> withTags(21));
        assertThrows(IllegalArgumentException.class, () -> aTemplate().tags("sea", "sea").content());
    }

    @Test
    void readsPromptsSlugsAndKeysAndNothingElse() {
        assertEquals(Optional.of(new Prompt("a harbour at dusk")), Prompt.parse(" a harbour\n at dusk "));
        assertEquals(Optional.empty(), Prompt.parse(" \n "));
        assertEquals(Optional.empty(), Prompt.parse("p".repeat(2_001)));
        assertEquals(Optional.of(new Slug("old-towns")), Slug.parse("old-towns"));
        assertEquals(Optional.empty(), Slug.parse("Old towns"));
        assertEquals(Optional.of(new ExternalKey("city-1")), ExternalKey.parse("city-1"));
        assertEquals(Optional.empty(), ExternalKey.parse("city 1"));
    }

    @Test
    void namesACategoryInBothLanguages() {
        Category category = new Category(new Id("0123456789abcdef01234567"), new Slug("city"), new Label("Cities"),
                new Label("شهرها"));

        assertEquals(new Label("Cities"), category.name(Language.EN));
        assertEquals(new Label("شهرها"), category.name(Language.FA));
    }

    @Test
    void sortsTheNewestByTheTimeOfCreation() {
        Template template = aTemplate().build();

        assertEquals(template.createdAt().toEpochMilli(), TemplateSort.NEWEST.key(template));
    }

    private static TemplateContent withTags(int count) {
        return aTemplate().tags(IntStream.range(0, count).mapToObj(i -> "tag " + i).toArray(String[]::new)).content();
    }
}
