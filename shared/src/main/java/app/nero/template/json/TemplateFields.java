package app.nero.template.json;

import app.nero.http.Field;
import app.nero.kernel.Localized;
import app.nero.template.Label;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.TemplateContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the content of a template from JSON, in requests and in import files. */
public final class TemplateFields {

    public static final String LABEL_RULE = "must have 1 to 50 characters, at least one of them visible";

    private static final Field<Localized<Label>> TITLE = Field.localized("title", Label::parse, LABEL_RULE);
    private static final Field<Localized<Prompt>> PROMPT = Field.localized("prompt", Prompt::parse,
            "must have 1 to 2,000 characters, at least one of them visible");
    private static final Field<Localized<Label>> STYLE = Field.localized("style", Label::parse, LABEL_RULE);
    private static final Field<Slug> CATEGORY = Field.text("category", Slug::parse, "must be the slug of a category");
    private static final Field<List<Localized<Label>>> TAGS = Field.allLocalized("tags", TemplateContent.MAX_TAGS,
            Label::parse, LABEL_RULE);
    private static final Field<List<Localized<Label>>> DISTINCT_TAGS = Field
            .group(values -> distinct(values.get(TAGS)), TAGS);
    private static final Field<Double> STRENGTH = Field.number("strength", 0, 1);
    private static final Field<Boolean> PINNED = Field.flag("isTrending").orElse(false);

    private static final Field<Optional<Localized<Label>>> OPTIONAL_STYLE = STYLE.optional();
    private static final Field<Optional<Double>> OPTIONAL_STRENGTH = STRENGTH.optional();
    private static final Field<List<Localized<Label>>> TAGS_OR_NONE = DISTINCT_TAGS.orElse(List.of());

    /** The members {@code title, prompt, style?, category, tags?, strength?, isTrending?}. */
    public static final Field<TemplateContent> CONTENT = Field.group(
            values -> new TemplateContent(values.get(TITLE), values.get(PROMPT), values.get(OPTIONAL_STYLE),
                    values.get(CATEGORY), values.get(TAGS_OR_NONE), values.get(OPTIONAL_STRENGTH),
                    values.get(PINNED)),
            TITLE, PROMPT, OPTIONAL_STYLE, CATEGORY, TAGS_OR_NONE, OPTIONAL_STRENGTH, PINNED);

    private static final Field<Optional<Localized<Label>>> NEW_TITLE = TITLE.optional();
    private static final Field<Optional<Localized<Prompt>>> NEW_PROMPT = PROMPT.optional();
    private static final Field<Optional<Optional<Localized<Label>>>> NEW_STYLE = STYLE.nullable();
    private static final Field<Optional<Slug>> NEW_CATEGORY = CATEGORY.optional();
    private static final Field<Optional<List<Localized<Label>>>> NEW_TAGS = DISTINCT_TAGS.optional();
    private static final Field<Optional<Optional<Double>>> NEW_STRENGTH = STRENGTH.nullable();
    private static final Field<Optional<Boolean>> NEW_PINNED = Field.flag("isTrending").optional();

    /**
     * The same members, all optional, as a change of existing content. Each is replaced in all languages. A null style or
     * strength removes it.
     */
    public static final Field<UnaryOperator<TemplateContent>> CHANGE = Field.group(
            values -> content -> new TemplateContent(values.get(NEW_TITLE).orElse(content.title()),
                    values.get(NEW_PROMPT).orElse(content.prompt()), values.get(NEW_STYLE).orElse(content.style()),
                    values.get(NEW_CATEGORY).orElse(content.category()), values.get(NEW_TAGS).orElse(content.tags()),
                    values.get(NEW_STRENGTH).orElse(content.strength()),
                    values.get(NEW_PINNED).orElse(content.pinned())),
            NEW_TITLE, NEW_PROMPT, NEW_STYLE, NEW_CATEGORY, NEW_TAGS, NEW_STRENGTH, NEW_PINNED);

    private TemplateFields() {}

    /** Drops tags whose main name is repeated. */
    private static List<Localized<Label>> distinct(List<Localized<Label>> tags) {
        Set<Label> names = new HashSet<>();
        List<Localized<Label>> distinct = new ArrayList<>(tags);
        distinct.removeIf(tag -> !names.add(tag.main()));
        return distinct;
    }
}
