package app.nero.generation.replicate;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineJob;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.generation.provider.Instruction;
import app.nero.http.Json;
import app.nero.http.JsonMembers;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The input of a model, as a JSON object that is written for each job. Each model has its own names and values. A string such as
 * {@code "$prompt"} stands for a field of the job, an object restricts it, and everything else is sent as it is:
 *
 * <ul>
 * <li>{@code "$prompt"}: what each image is for, and what to make. Required.
 * <li>{@code "$images"} or {@code {"$images": 8}}: all images, or at most so many
 * <li>{@code "$image"}: the first image, for a model that takes one
 * <li>{@code "$mask"}: the mask. Without it, the mask is the last of the images.
 * <li>{@code "$aspectRatio"}: such as {@code 3:4}, or {@code match_input_image} if the user chose none and there is an image
 * <li>{@code "$size"}: {@code 1K}, {@code 2K} or {@code 4K}
 * <li>{@code "$seed"} and {@code "$strength"}: numbers
 * <li>{@code {"$size": {"1K": "1 MP"}}}: only these values, replaced by others
 * <li>{@code {"$aspectRatio": ["1:1", "3:4"]}}: only these values
 * </ul>
 *
 * A field that the job does not have, or whose value is not allowed, is left out.
 */
public final class ModelInput {

    /** The input of {@code black-forest-labs/flux-2-pro}. */
    public static final String DEFAULT = """
        {"prompt": "$prompt", "input_images": {"$images": 8}, "resolution": {"$size": {"1K": "1 MP", "2K": "4 MP"}},
         "aspect_ratio": {"$aspectRatio": ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9",
                                                          "match_input_image"]},
         "seed": "$seed", "output_format": "jpg", "output_quality": 95, "safety_tolerance": 2}""";

    private static final String MATCH_INPUT = "match_input_image";

    /** More than a job has. */
    private static final int ALL_IMAGES = 100;

    private enum Field {
        PROMPT("$prompt"), IMAGES("$images"), IMAGE("$image"), MASK("$mask"), ASPECT_RATIO("$aspectRatio"), SIZE(
                "$size"), SEED("$seed"), STRENGTH("$strength");

        private final String text;

        Field(String text) {
            this.text = text;
        }

        static Field of(String text) {
            return Stream.of(values()).filter(field -> field.text.equals(text)).findFirst()
                    .orElseThrow(() -> invalid("unknown field"));
        }
    }

    /** What a member of the input has as its value. */
    private sealed interface Value {

        /** @param json as it is sent */
        record Constant(String json) implements Value {}

        /**
         * @param allowed the JSON that is sent for each allowed value; empty allows all
         * @param max how many images
         */
        record Variable(Field field, Optional<Map<String, String>> allowed, int max) implements Value {}
    }

    private final Map<String, Value> members;

    private ModelInput(Map<String, Value> members) {
        this.members = members;
    }

    /** @throws IllegalArgumentException if the text is no such object */
    public static ModelInput parse(String text) {
        Map<String, Value> members = new LinkedHashMap<>();
        try (JsonParser json = Json.FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("expected a JSON object");
            }
            JsonMembers.read(json, (name, _) -> members.put(name, readValue(json)));
            if (json.nextToken() != null) {
                throw invalid("expected one JSON object");
            }
        } catch (IOException _) {
            throw invalid("expected a JSON object");
        }
        ModelInput input = new ModelInput(members);
        if (input.find(Field.PROMPT).isEmpty()) {
            throw invalid("$prompt is missing");
        }
        return input;
    }

    private static Value readValue(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.getText().startsWith("$")) {
            return new Value.Variable(Field.of(json.getText()), Optional.empty(), ALL_IMAGES);
        }
        String raw = raw(json);
        return raw.startsWith("{\"$") ? readRestricted(raw) : new Value.Constant(raw);
    }

    private static Value readRestricted(String raw) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(raw)) {
            json.nextToken();
            json.nextToken();
            Field field = Field.of(json.currentName());
            Value value = switch (json.nextToken()) {
                case VALUE_NUMBER_INT -> new Value.Variable(field, Optional.empty(), json.getIntValue());
                case START_ARRAY -> new Value.Variable(field, Optional.of(readList(json)), ALL_IMAGES);
                case START_OBJECT -> new Value.Variable(field, Optional.of(readMap(json)), ALL_IMAGES);
                default -> throw invalid("expected a number, an array or an object");
            };
            if (json.nextToken() != JsonToken.END_OBJECT) {
                throw invalid("expected one field");
            }
            return value;
        }
    }

    private static Map<String, String> readList(JsonParser json) throws IOException {
        Map<String, String> allowed = new HashMap<>();
        JsonMembers.readAll(json, _ -> {
            String value = json.getText();
            allowed.put(value, raw(json));
        });
        return allowed;
    }

    private static Map<String, String> readMap(JsonParser json) throws IOException {
        Map<String, String> allowed = new HashMap<>();
        JsonMembers.read(json, (name, _) -> allowed.put(name, raw(json)));
        return allowed;
    }

    /** The JSON at the current token, without white space. */
    private static String raw(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = Json.FACTORY.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }

    /** How many images the model takes. */
    int maxImages() {
        return find(Field.IMAGES).map(Value.Variable::max).orElse(find(Field.IMAGE).isPresent() ? 1 : 0);
    }

    /** Without the field, a model has one size. */
    Set<ImageSize> sizes() {
        return find(Field.SIZE).isEmpty()
                ? Set.of(ImageSize.SIZE_1K)
                : Stream.of(ImageSize.values()).filter(size -> isAllowed(Field.SIZE, size.text()))
                        .collect(Collectors.toSet());
    }

    Set<AspectRatio> aspectRatios() {
        return Stream.of(AspectRatio.values()).filter(ratio -> isAllowed(Field.ASPECT_RATIO, ratio.text()))
                .collect(Collectors.toSet());
    }

    private boolean isAllowed(Field field, String value) {
        return find(field).filter(it -> it.allowed().isEmpty() || it.allowed().get().containsKey(value)).isPresent();
    }

    private Optional<Value.Variable> find(Field field) {
        return members.values().stream().filter(Value.Variable.class::isInstance).map(Value.Variable.class::cast)
                .filter(value -> value.field() == field).findFirst();
    }

    /**
     * Writes the members of the input.
     *
     * @return empty if an image is no picture, or if the model takes no image or mask, but the job has one
     */
    Optional<Json.Members> of(EngineJob job) {
        boolean masksApart = find(Field.MASK).isPresent();
        int places = maxImages() - (job.mask().isPresent() && !masksApart ? 1 : 0);
        List<Integer> chosen = chosen(job, places);
        if (places < 0 || chosen.isEmpty() && hasSubject(job)) {
            return Optional.empty();
        }
        List<Optional<DataUrl>> images = chosen.stream().map(index -> DataUrl.of(job.images().get(index).file()))
                .toList();
        Optional<Optional<DataUrl>> mask = job.mask().map(DataUrl::of);
        if (!images.stream().allMatch(Optional::isPresent) || mask.filter(Optional::isEmpty).isPresent()) {
            return Optional.empty();
        }
        Job ready = new Job(job, chosen, images.stream().map(Optional::orElseThrow).toList(),
                mask.map(Optional::orElseThrow), masksApart);
        return Optional.of(json -> write(ready, json));
    }

    private static boolean hasSubject(EngineJob job) {
        return job.images().stream().anyMatch(image -> image.role() == SourceRole.SUBJECT);
    }

    /** The indexes of the images that are sent. Subjects are in front, so the last ones of a character are left out first. */
    private static List<Integer> chosen(EngineJob job, int places) {
        List<Integer> chosen = new ArrayList<>(IntStream.range(0, job.images().size()).boxed().toList());
        while (chosen.size() > Math.max(0, places)) {
            int last = chosen.stream().filter(index -> job.images().get(index).role() == SourceRole.SUBJECT)
                    .filter(index -> index > 0).reduce((_, next) -> next).orElse(chosen.getLast());
            chosen.remove(Integer.valueOf(last));
        }
        return chosen;
    }

    /**
     * A job whose images can be sent.
     *
     * @param indexes of the images in the job
     */
    private record Job(EngineJob job, List<Integer> indexes, List<DataUrl> images, Optional<DataUrl> mask,
            boolean masksApart) {

        List<DataUrl> all() {
            return masksApart ? images : Stream.concat(images.stream(), mask.stream()).toList();
        }

        String prompt() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < indexes.size(); i++) {
                text.append("Image ").append(i + 1).append(", ").append(Instruction.purpose(job, indexes.get(i)))
                        .append('\n');
            }
            if (mask.isPresent() && !masksApart) {
                text.append("Image ").append(indexes.size() + 1).append(". ").append(Instruction.MASK).append('\n');
            }
            return text.append(Instruction.of(job)).toString();
        }

        Optional<String> aspectRatio() {
            return job.options().aspectRatio().map(AspectRatio::text)
                    .or(() -> images.isEmpty() ? Optional.empty() : Optional.of(MATCH_INPUT));
        }
    }

    private void write(Job job, JsonGenerator json) throws IOException {
        for (Map.Entry<String, Value> member : members.entrySet()) {
            switch (member.getValue()) {
                case Value.Constant(String constant) -> {
                    json.writeFieldName(member.getKey());
                    json.writeRawValue(constant);
                }
                case Value.Variable variable -> write(member.getKey(), variable, job, json);
            }
        }
    }

    private static void write(String name, Value.Variable variable, Job job, JsonGenerator json) throws IOException {
        switch (variable.field()) {
            case PROMPT -> json.writeStringField(name, job.prompt());
            case IMAGES -> writeAll(name, job.all(), json);
            case IMAGE -> write(name, job.images().stream().findFirst(), json);
            case MASK -> write(name, job.mask(), json);
            case ASPECT_RATIO -> writeAllowed(name, variable, job.aspectRatio(), json);
            case SIZE -> writeAllowed(name, variable, Optional.of(job.job().options().size().text()), json);
            case SEED -> json.writeNumberField(name, job.job().options().seed());
            case STRENGTH -> json.writeNumberField(name, job.job().options().strength());
        }
    }

    private static void writeAll(String name, List<DataUrl> images, JsonGenerator json) throws IOException {
        if (!images.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (DataUrl image : images) {
                json.writeString(image.text());
            }
            json.writeEndArray();
        }
    }

    private static void write(String name, Optional<DataUrl> image, JsonGenerator json) throws IOException {
        if (image.isPresent()) {
            json.writeStringField(name, image.get().text());
        }
    }

    private static void writeAllowed(String name, Value.Variable variable, Optional<String> value, JsonGenerator json)
            throws IOException {
        if (value.isPresent() && variable.allowed().isEmpty()) {
            json.writeStringField(name, value.get());
        }
        Optional<String> sent = variable.allowed().flatMap(allowed -> value.map(allowed::get));
        if (sent.isPresent()) {
            json.writeFieldName(name);
            json.writeRawValue(sent.get());
        }
    }

    private static IllegalArgumentException invalid(String message) {
        return new IllegalArgumentException(message);
    }
}
