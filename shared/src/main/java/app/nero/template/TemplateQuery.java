package app.nero.template;

import app.nero.kernel.Localized;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Filters and an order for a list of templates. A template must match all filters that are set. If there is a search,
 * templates that contain all its words as whole words come before those that contain the beginning of a word only.
 *
 * @param category a slug; an unknown one matches no template
 * @param tag the main name of a tag
 * @param style the main name of a style
 * @param trending true for trending templates, false for all others
 */
public record TemplateQuery(Optional<Label> category, Optional<Label> tag, Optional<Label> style,
        Optional<Boolean> trending, Optional<SearchQuery> search, TemplateSort sort) {

    /** The same text for equivalent queries, and a different one for every other query. */
    public String signature() {
        // Labels and words contain no line breaks.
        return Stream.of(category.map(Label::value), tag.map(Label::value), style.map(Label::value), trending,
                search.map(SearchQuery::signature), Optional.of(sort.text()))
                .map(part -> part.map(value -> "=" + value).orElse(""))
                .collect(Collectors.joining("\n", "templates\n", ""));
    }

    public Position position(Template template) {
        boolean whole = search.stream().anyMatch(words -> words.matchesWhole(tokens(template)));
        return new Position(whole, sort.key(template), template.id());
    }

    private static List<String> tokens(Template template) {
        return List.copyOf(template.content().searchTokens());
    }

    public boolean matches(Template template) {
        TemplateContent content = template.content();
        return category.stream().allMatch(slug -> slug.value().equals(content.category().value()))
                && tag.stream().allMatch(label -> content.tags().stream().map(Localized::main).anyMatch(label::equals))
                && (style.isEmpty() || style.equals(content.style().map(Localized::main)))
                && trending.stream().allMatch(value -> value == template.trending())
                && search.stream().allMatch(words -> words.matches(tokens(template)));
    }
}
