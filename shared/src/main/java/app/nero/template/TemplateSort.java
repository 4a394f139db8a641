package app.nero.template;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The order of a list, largest first. Ties are ordered by id, latest first. */
public enum TemplateSort {
    NEWEST("newest", template -> template.createdAt().toEpochMilli()), POPULAR("popular",
            Template::popularity), VIEWS("views", Template::viewCount), TRENDING("trending", Template::trendingScore);

    private final String text;
    private final ToDoubleFunction<Template> key;

    TemplateSort(String text, ToDoubleFunction<Template> key) {
        this.text = text;
        this.key = key;
    }

    /** The value in the API. */
    public String text() {
        return text;
    }

    double key(Template template) {
        return key.applyAsDouble(template);
    }

    /** Empty if no order has this {@link #text}. */
    public static Optional<TemplateSort> parse(String text) {
        return Stream.of(values()).filter(sort -> sort.text.equals(text)).findFirst();
    }
}
