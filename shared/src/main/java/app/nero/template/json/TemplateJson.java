package app.nero.template.json;

import app.nero.http.TimeJson;
import app.nero.kernel.Localized;
import app.nero.template.Label;
import app.nero.template.MarkedTemplate;
import app.nero.template.Prompt;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes templates as JSON. */
public final class TemplateJson {

    private TemplateJson() {}

    /** Writes the member {@code template}. */
    public static void write(MarkedTemplate marked, JsonGenerator json) throws IOException {
        json.writeFieldName("template");
        writeValue(marked, json);
    }

    /** Writes the members {@code templates} and {@code nextCursor}. */
    public static void writePage(List<MarkedTemplate> page, Optional<String> nextCursor, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart("templates");
        for (MarkedTemplate marked : page) {
            writeValue(marked, json);
        }
        json.writeEndArray();
        json.writeStringField("nextCursor", nextCursor.orElse(null));
    }

    private static void writeValue(MarkedTemplate marked, JsonGenerator json) throws IOException {
        Template template = marked.template();
        json.writeStartObject();
        json.writeStringField("id", template.id().value());
        json.writeStringField("imageUrl", template.imageUrl());
        json.writeStringField("publicId", template.publicId().value());
        TemplateContent content = template.content();
        json.writeFieldName("title");
        write(content.title().map(Label::value), json);
        json.writeFieldName("prompt");
        write(content.prompt().map(Prompt::value), json);
        json.writeFieldName("style");
        if (content.style().isPresent()) {
            write(content.style().get().map(Label::value), json);
        } else {
            json.writeNull();
        }
        json.writeStringField("category", content.category().value());
        json.writeArrayFieldStart("tags");
        for (Localized<Label> tag : content.tags()) {
            write(tag.map(Label::value), json);
        }
        json.writeEndArray();
        json.writeFieldName("strength");
        if (content.strength().isPresent()) {
            json.writeNumber(content.strength().get());
        } else {
            json.writeNull();
        }
        json.writeBooleanField("isTrending", template.trending());
        json.writeBooleanField("isFavorite", marked.favorite());
        json.writeNumberField("viewCount", template.viewCount());
        json.writeNumberField("likeCount", template.likeCount());
        json.writeNumberField("useCount", template.useCount());
        json.writeStringField("createdAt", TimeJson.of(template.createdAt()));
        json.writeStringField("updatedAt", TimeJson.of(template.updatedAt()));
        json.writeEndObject();
    }

    private static void write(Localized<String> texts, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("en", texts.english().orElse(null));
        json.writeStringField("fa", texts.persian().orElse(null));
        json.writeEndObject();
    }
}
