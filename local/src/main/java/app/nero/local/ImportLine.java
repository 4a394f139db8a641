package app.nero.local;

import app.nero.http.Field;
import app.nero.http.Fields;
import app.nero.http.Problem;
import app.nero.http.Values;
import app.nero.template.ExternalKey;
import app.nero.template.Label;
import app.nero.template.Slug;
import app.nero.template.TemplateContent;
import app.nero.template.json.TemplateFields;
import java.util.Optional;
import java.util.stream.Collectors;

/** A line of a file that templates and their categories are imported from: one JSON object. */
public sealed interface ImportLine {

    Field<Slug> SLUG = Field.text("slug", Slug::parse, "must be lower-case words joined by dashes");
    Field<Label> ENGLISH = Field.text("en", Label::parse, TemplateFields.LABEL_RULE);
    Field<Label> PERSIAN = Field.text("fa", Label::parse, TemplateFields.LABEL_RULE);
    Field<ExternalKey> KEY = Field.text("externalKey", ExternalKey::parse,
            "must have 1 to 100 ASCII letters, digits, dots, dashes or underscores");
    Field<Optional<String>> IMAGE = Field.text("image", Optional::of, "").optional();

    /** {@code {"slug", "en", "fa"}}: a category and its names. */
    record OfCategory(Slug slug, Label english, Label persian) implements ImportLine {}

    /**
     * {@code {"externalKey", "prompt", "style"?, "category", "tags"?, "isTrending"?, "image"?}}.
     *
     * @param image where the picture's file is, from the folder of the imported file on
     */
    record OfTemplate(ExternalKey key, TemplateContent content, Optional<String> image) implements ImportLine {}

    /** @throws IllegalArgumentException saying all that is wrong with it */
    static ImportLine parse(String json) {
        try {
            Fields fields = Fields.parse(json);
            return fields.has("slug") ? category(fields) : template(fields);
        } catch (Problem problem) {
            throw new IllegalArgumentException(problem.errors().stream()
                    .map(error -> error.field() + " " + error.message()).collect(Collectors.joining("; ")));
        }
    }

    private static ImportLine category(Fields fields) {
        Values values = fields.read(SLUG, ENGLISH, PERSIAN);
        return new OfCategory(values.get(SLUG), values.get(ENGLISH), values.get(PERSIAN));
    }

    private static ImportLine template(Fields fields) {
        Values values = fields.read(KEY, TemplateFields.CONTENT, IMAGE);
        return new OfTemplate(values.get(KEY), values.get(TemplateFields.CONTENT), values.get(IMAGE));
    }
}
