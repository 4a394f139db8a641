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

/** One line of an import file: a JSON object that describes a category or a template. */
public sealed interface ImportLine {

    Field<Slug> SLUG = Field.text("slug", Slug::parse,
            "must be lowercase ASCII words joined by hyphens, at most 50 characters");
    Field<Label> ENGLISH = Field.text("en", Label::parse, TemplateFields.LABEL_RULE);
    Field<Label> PERSIAN = Field.text("fa", Label::parse, TemplateFields.LABEL_RULE);
    Field<ExternalKey> KEY = Field.text("externalKey", ExternalKey::parse,
            "must have 1 to 100 ASCII letters, digits, dots, hyphens or underscores");
    Field<Optional<String>> IMAGE = Field.text("image", Optional::of, "").optional();

    /** {@code {"slug", "en", "fa"}}: a category with its English and Persian names. */
    record OfCategory(Slug slug, Label english, Label persian) implements ImportLine {}

    /**
     * {@code {"externalKey", "title", "prompt", "style"?, "category", "tags"?, "strength"?, "isTrending"?, "image"?}}.
     *
     * @param image path of the picture, relative to the folder of the import file
     */
    record OfTemplate(ExternalKey key, TemplateContent content, Optional<String> image) implements ImportLine {}

    /** @throws IllegalArgumentException if the line is invalid; the message lists every problem */
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
