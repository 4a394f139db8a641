package app.nero.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * The part of a template that editors write.
 *
 * @param pinned whether the template is always trending
 */
public record TemplateContent(Prompt prompt, Optional<Label> style, Slug category, List<Label> tags, boolean pinned) {

    public static final int MAX_TAGS = 20;

    /** @throws IllegalArgumentException if there are too many tags or duplicates */
    public TemplateContent {
        tags = List.copyOf(tags);
        if (tags.size() > MAX_TAGS || tags.stream().distinct().count() < tags.size()) {
            throw new IllegalArgumentException("at most " + MAX_TAGS + " different tags");
        }
    }

    /** The folded words that searches match. */
    public SequencedSet<String> searchTokens() {
        Stream<String> labels = Stream.concat(style.stream(), tags.stream()).map(Label::value);
        return SearchText.tokens(Stream.concat(Stream.of(prompt.value(), category.value()), labels));
    }

    /** The fields by name, for the audit log. */
    Map<String, String> auditFields() {
        return Map.of("prompt", prompt.value(),
                "style", style.map(Label::value).orElse(""),
                "category", category.value(),
                "tags", String.join(", ", tags.stream().map(Label::value).toList()),
                "isTrending", Boolean.toString(pinned));
    }
}
