package app.nero.functions.generations;

import app.nero.generation.AspectRatio;
import app.nero.generation.FailureCode;
import app.nero.generation.FindSources;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.Recipe;
import app.nero.http.TimeJson;
import app.nero.kernel.Id;
import app.nero.template.Prompt;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes generations as JSON. */
final class GenerationJson {

    private GenerationJson() {}

    static void writeMember(Generation generation, JsonGenerator json) throws IOException {
        json.writeFieldName("generation");
        write(generation, json);
    }

    /** The member {@code generation} with its sources. */
    static void writeMember(Generation generation, List<FindSources.Source> sources, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("generation");
        writeFields(generation, json);
        json.writeArrayFieldStart("sources");
        for (FindSources.Source source : sources) {
            json.writeStartObject();
            json.writeStringField("url", source.url());
            json.writeStringField("role", source.role().text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(Generation generation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(generation, json);
        json.writeEndObject();
    }

    private static void writeFields(Generation generation, JsonGenerator json) throws IOException {
        Recipe recipe = generation.recipe();
        json.writeStringField("id", generation.id().value());
        json.writeStringField("type", recipe.type().text());
        json.writeStringField("status", generation.status().shown().text());
        json.writeStringField("prompt", recipe.prompt().map(Prompt::value).orElse(null));
        json.writeStringField("templateId", recipe.templateId().map(Id::value).orElse(null));
        json.writeStringField("parentId", recipe.parentId().map(Id::value).orElse(null));
        json.writeStringField("rootId", recipe.rootId().value());
        json.writeFieldName("characterIds");
        String[] characterIds = recipe.characterIds().stream().map(Id::value).toArray(String[]::new);
        json.writeArray(characterIds, 0, characterIds.length);
        json.writeStringField("aspectRatio", recipe.options().aspectRatio().map(AspectRatio::text).orElse(null));
        json.writeStringField("size", recipe.options().size().text());
        json.writeStringField("engine", recipe.options().engine().text());
        json.writeNumberField("seed", recipe.options().seed());
        json.writeNumberField("stars", generation.stars());
        json.writeBooleanField("refunded", generation.isRefunded());
        writeProgress(generation, json);
        writeError(generation.error(), json);
        writeImage(generation.image(), json);
        json.writeStringField("visibility", generation.sharing().visibility().text());
        json.writeStringField("slug", generation.sharing().slug().orElse(null));
        json.writeBooleanField("showPrompt", generation.sharing().showPrompt());
        json.writeStringField("createdAt", TimeJson.of(generation.createdAt()));
        writeTime("startedAt", generation.startedAt(), json);
        writeTime("completedAt", generation.completedAt(), json);
    }

    private static void writeProgress(Generation generation, JsonGenerator json) throws IOException {
        Optional<Integer> percent = switch (generation.status()) {
            case DRAFT, QUEUED -> Optional.of(0);
            case RUNNING -> generation.progress().percent();
            case SUCCEEDED -> Optional.of(100);
            case WAITING, FAILED, CANCELED, DELETING -> Optional.empty();
        };
        json.writeFieldName("progress");
        if (percent.isPresent()) {
            json.writeNumber(percent.get());
        } else {
            json.writeNull();
        }
    }

    private static void writeError(Optional<FailureCode> error, JsonGenerator json) throws IOException {
        if (error.isEmpty()) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.get().name());
        json.writeBooleanField("retryable", error.get().retryable());
        json.writeEndObject();
    }

    private static void writeImage(Optional<GeneratedImage> image, JsonGenerator json) throws IOException {
        json.writeFieldName("image");
        if (image.isPresent()) {
            write(image.get(), json);
        } else {
            json.writeNull();
        }
    }

    private static void writeTime(String name, Optional<Instant> time, JsonGenerator json) throws IOException {
        json.writeStringField(name, time.map(TimeJson::of).orElse(null));
    }

    /** The members {@code generations} and {@code nextCursor}. */
    static void writePage(List<Generation> page, Optional<String> nextCursor, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("generations");
        for (Generation generation : page) {
            write(generation, json);
        }
        json.writeEndArray();
        json.writeStringField("nextCursor", nextCursor.orElse(null));
    }

    static void writeBalance(int balance, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("stars");
        json.writeNumberField("balance", balance);
        json.writeEndObject();
    }

    /** What everybody sees of a shared generation. */
    static void writeShared(Generation generation, JsonGenerator json) throws IOException {
        json.writeStringField("slug", generation.sharing().slug().orElseThrow());
        json.writeStringField("visibility", generation.sharing().visibility().text());
        json.writeFieldName("picture");
        write(generation.image().orElseThrow(), json);
        Optional<Id> templateId = generation.recipe().templateId();
        if (templateId.isPresent()) {
            json.writeStringField("templateId", templateId.get().value());
        }
        Optional<Prompt> prompt = generation.recipe().prompt().filter(_ -> generation.sharing().showPrompt());
        if (prompt.isPresent()) {
            json.writeStringField("prompt", prompt.get().value());
        }
        json.writeStringField("createdAt", TimeJson.of(generation.createdAt()));
        json.writeBooleanField("ai", true);
    }

    private static void write(GeneratedImage image, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", image.url());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeStringField("format", image.format().extension());
        json.writeNumberField("bytes", image.bytes());
        json.writeEndObject();
    }
}
