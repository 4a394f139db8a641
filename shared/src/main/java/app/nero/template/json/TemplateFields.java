package app.nero.template.json;

import app.nero.http.Fields;
import app.nero.template.Label;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.TemplateContent;
import java.util.List;
import java.util.Optional;

/** What an editor says of a template, as JSON: in requests, and in files that are imported. */
public final class TemplateFields {

    public static final String PROMPT_RULE = "must have 1 to 2,000 characters, one of them to be seen";
    public static final String LABEL_RULE = "must have 1 to 50 characters, one of them to be seen";
    public static final String CATEGORY_RULE = "must be the slug of a category";

    private TemplateFields() {}

    /** The members {@code prompt, style?, category, tags?, isTrending?}; empty only where {@link Fields#finish()} throws. */
    public static Optional<TemplateContent> content(Fields fields) {
        Optional<Prompt> prompt = fields.required("prompt", Prompt::parse, PROMPT_RULE);
        Optional<Label> style = fields.optional("style", Label::parse, LABEL_RULE);
        Optional<Slug> category = fields.required("category", Slug::parse, CATEGORY_RULE);
        List<Label> tags = tags(fields).orElse(List.of());
        boolean pinned = fields.flag("isTrending");
        return prompt.flatMap(text -> category.map(slug -> new TemplateContent(text, style, slug, tags, pinned)));
    }

    /** The member {@code tags?}; a tag that is there twice counts once. */
    public static Optional<List<Label>> tags(Fields fields) {
        return fields.textsIfAny("tags", TemplateContent.MAX_TAGS, Label::parse, LABEL_RULE)
                .map(tags -> tags.stream().distinct().toList());
    }
}
