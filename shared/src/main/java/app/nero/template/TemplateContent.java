package app.nero.template;

import app.nero.kernel.Localized;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of a template that editors write. Filters compare the {@linkplain Localized#main main} names of the style and
 * the tags.
 *
 * @param strength of generations whose request names none, from 0 to 1; if empty, that of all templates
 * @param pinned whether the template is always trending
 */
public record TemplateContent(Localized<Label> title, Localized<Prompt> prompt, Optional<Localized<Label>> style,
        Slug category, List<Localized<Label>> tags, Optional<Double> strength, boolean pinned) {

    public static final int MAX_TAGS = 20;

    /** @throws IllegalArgumentException if there are too many tags or duplicates */
    public TemplateContent {
        tags = List.copyOf(tags);
        if (tags.size() > MAX_TAGS || tags.stream().map(Localized::main).distinct().count() < tags.size()) {
            throw new IllegalArgumentException("at most " + MAX_TAGS + " different tags");
        }
    }

    /** The folded words of all languages, which searches match. */
    public SequencedSet<String> searchTokens() {
        Stream<Label> labels = Stream.concat(Stream.of(title), Stream.concat(style.stream(), tags.stream()))
                .flatMap(Localized::all);
        return SearchText.tokens(Stream.of(prompt.all().map(Prompt::value), Stream.of(category.value()),
                labels.map(Label::value)).flatMap(texts -> texts));
    }

    /** The fields by name, for the audit log. */
    Map<String, String> auditFields() {
        return Map.of("title", text(title.map(Label::value)),
                "prompt", text(prompt.map(Prompt::value)),
                "style", style.map(names -> text(names.map(Label::value))).orElse(""),
                "category", category.value(),
                "tags", tags.stream().map(names -> text(names.map(Label::value))).collect(Collectors.joining(", ")),
                "strength", strength.map(String::valueOf).orElse(""),
                "isTrending", Boolean.toString(pinned));
    }

    private static String text(Localized<String> texts) {
        return texts.all().collect(Collectors.joining(" / "));
    }
}
