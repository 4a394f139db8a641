package app.nero.template.mongo;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Localized;
import app.nero.template.Label;
import app.nero.template.Prompt;
import app.nero.template.TemplateContent;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class TemplateDocumentTest {

    @Test
    void readsDocumentsOfEarlierVersionsWithoutATitleAndTranslations() {
        Document earlier = TemplateDocument.write(aTemplate().build());
        // The driver reads times as dates.
        earlier.append("createdAt", new Date()).append("updatedAt", new Date());
        List.of("title", "styleNames", "tagNames").forEach(earlier::remove);
        earlier.append("prompt", "a portrait of ".repeat(4)).append("style", "oil").append("tags", List.of("rain"));

        TemplateContent content = TemplateDocument.read(earlier).content();

        assertEquals(Localized.inEnglish(new Label("a portrait of a portrait of a portrait of a portra")),
                content.title());
        assertEquals(Localized.inEnglish(new Prompt("a portrait of ".repeat(4))), content.prompt());
        assertEquals(Optional.of(Localized.inEnglish(new Label("oil"))), content.style());
        assertEquals(List.of(Localized.inEnglish(new Label("rain"))), content.tags());
    }
}
