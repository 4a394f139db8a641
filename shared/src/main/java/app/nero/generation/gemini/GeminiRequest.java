package app.nero.generation.gemini;

import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.ImageOptions;
import app.nero.generation.provider.Instruction;
import app.nero.http.Json;
import app.nero.picture.Picture;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The body of <a href="https://ai.google.dev/api/generate-content">generateContent</a>: each image after a text that says what it is
 * for, and then the instruction.
 */
final class GeminiRequest {

    private static final List<String> HARM_CATEGORIES = List.of("HARM_CATEGORY_HARASSMENT",
            "HARM_CATEGORY_HATE_SPEECH", "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_DANGEROUS_CONTENT");

    /** The largest limit that can be set for uploads. */
    private static final int MAX_MEGAPIXELS = 100;

    private GeminiRequest() {}

    /** @return empty if an image is no picture */
    static Optional<byte[]> write(EngineJob job) {
        List<Optional<Picture>> files = Stream.concat(job.images().stream().map(EngineImage::file), job.mask().stream())
                .map(GeminiRequest::picture).toList();
        return files.stream().allMatch(Optional::isPresent)
                ? Optional.of(write(job, files.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    /** Without metadata, such as where a photo was taken. */
    private static Optional<Picture> picture(byte[] file) {
        return Picture.read(file, MAX_MEGAPIXELS) instanceof Picture.Reading.Accepted(Picture picture)
                ? Optional.of(picture)
                : Optional.empty();
    }

    private static byte[] write(EngineJob job, List<Picture> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("contents");
            json.writeStartObject();
            json.writeStringField("role", "user");
            json.writeArrayFieldStart("parts");
            writeParts(job, files, json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            writeConfiguration(job.options(), json);
            writeSafetySettings(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return body.toByteArray();
    }

    /** @param files of the images, then of the mask */
    private static void writeParts(EngineJob job, List<Picture> files, JsonGenerator json) throws IOException {
        for (int i = 0; i < job.images().size(); i++) {
            writeText("Image " + (i + 1) + ", " + Instruction.purpose(job, i), json);
            writePicture(files.get(i), json);
        }
        if (job.mask().isPresent()) {
            writeText(Instruction.MASK, json);
            writePicture(files.getLast(), json);
        }
        writeText(Instruction.of(job), json);
    }

    private static void writeText(String text, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static void writePicture(Picture picture, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("inlineData");
        json.writeStringField("mimeType", picture.format().mediaType());
        json.writeBinaryField("data", picture.bytes());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeConfiguration(ImageOptions options, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("generationConfig");
        json.writeFieldName("responseModalities");
        json.writeArray(new String[]{"IMAGE"}, 0, 1);
        json.writeNumberField("seed", options.seed());
        json.writeObjectFieldStart("imageConfig");
        if (options.aspectRatio().isPresent()) {
            json.writeStringField("aspectRatio", options.aspectRatio().get().text());
        }
        json.writeStringField("imageSize", options.size().text());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The newest models filter nothing by default, except what no setting allows. */
    private static void writeSafetySettings(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("safetySettings");
        for (String category : HARM_CATEGORIES) {
            json.writeStartObject();
            json.writeStringField("category", category);
            json.writeStringField("threshold", "BLOCK_MEDIUM_AND_ABOVE");
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
