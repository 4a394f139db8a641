package app.nero.template;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The order of a list, the largest first; of equals, the latest first. */
public enum TemplateSort {
    NEWEST("newest", template -> template.createdAt().toEpochMilli()), POPULAR("popular",
            Template::likeCount), VIEWS("views", Template::viewCount), TRENDING("trending", Template::trendingScore);

    private final String text;
    private final ToDoubleFunction<Template> key;

    TemplateSort(String text, ToDoubleFunction<Template> key) {
        this.text = text;
        this.key = key;
    }

    /** As the contract writes it. */
    public String text() {
        return text;
    }

    /** Where a template stands in this order. */
    public Position position(Template template) {
        return new Position(key.applyAsDouble(template), template.id());
    }

    /** Reads what the contract writes; empty for all else. */
    public static Optional<TemplateSort> parse(String text) {
        return Stream.of(values()).filter(sort -> sort.text.equals(text)).findFirst();
    }
}
