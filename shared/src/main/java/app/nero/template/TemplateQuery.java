package app.nero.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which templates, in which order. A filter that is empty lets all pass; those that are set must all be met.
 *
 * @param category a slug; of a category that does not exist there are no templates
 * @param trending whether those that are trending, or those that are not
 */
public record TemplateQuery(Optional<Label> category, Optional<Label> tag, Optional<Label> style,
        Optional<Boolean> trending, Optional<SearchQuery> search, TemplateSort sort) {

    /** One text for all queries that answer alike; another for every other. */
    public String signature() {
        // No label and no word has a line break in it.
        return Stream.of(category.map(Label::value), tag.map(Label::value), style.map(Label::value), trending,
                search.map(SearchQuery::signature), Optional.of(sort.text()))
                .map(part -> part.map(value -> "=" + value).orElse(""))
                .collect(Collectors.joining("\n", "templates\n", ""));
    }

    /** Whether a template passes all filters. */
    public boolean matches(Template template) {
        TemplateContent content = template.content();
        return category.map(Label::value).filter(slug -> !slug.equals(content.category().value())).isEmpty()
                && tag.filter(wanted -> !content.tags().contains(wanted)).isEmpty()
                && style.filter(wanted -> !content.style().equals(Optional.of(wanted))).isEmpty()
                && trending.filter(wanted -> wanted != template.trending()).isEmpty()
                && search.filter(wanted -> !wanted.matches(List.copyOf(content.searchTokens()))).isEmpty();
    }
}
