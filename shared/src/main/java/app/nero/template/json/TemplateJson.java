package app.nero.template.json;

import app.nero.http.TimeJson;
import app.nero.template.Label;
import app.nero.template.MarkedTemplate;
import app.nero.template.Template;
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
        json.writeStringField("prompt", template.content().prompt().value());
        json.writeStringField("style", template.content().style().map(Label::value).orElse(null));
        json.writeStringField("category", template.content().category().value());
        json.writeArrayFieldStart("tags");
        for (Label tag : template.content().tags()) {
            json.writeString(tag.value());
        }
        json.writeEndArray();
        json.writeBooleanField("isTrending", template.trending());
        json.writeBooleanField("isFavorite", marked.favorite());
        json.writeNumberField("viewCount", template.viewCount());
        json.writeNumberField("likeCount", template.likeCount());
        json.writeNumberField("useCount", template.useCount());
        json.writeStringField("createdAt", TimeJson.of(template.createdAt()));
        json.writeStringField("updatedAt", TimeJson.of(template.updatedAt()));
        json.writeEndObject();
    }
}
