package app.nero.template;

import app.nero.kernel.Id;
import app.nero.kernel.Localized;
import app.nero.picture.PublicId;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds templates with defaults for everything that a test does not set. */
public final class TemplateBuilder {

    private Id id = Some.id();
    private Localized<Label> title = Localized.inEnglish(new Label("Untitled"));
    private Localized<Prompt> prompt = Localized.inEnglish(new Prompt("A portrait in the rain"));
    private Optional<Localized<Label>> style = Optional.empty();
    private String category = "portrait";
    private List<Localized<Label>> tags = List.of();
    private Optional<Double> strength = Optional.empty();
    private boolean pinned;
    private boolean trending;
    private double trendingScore;
    private int viewCount;
    private int likeCount;
    private int useCount;

    private TemplateBuilder() {}

    public static TemplateBuilder aTemplate() {
        return new TemplateBuilder();
    }

    public TemplateBuilder id(Id value) {
        id = value;
        return this;
    }

    public TemplateBuilder title(String english, String persian) {
        title = Localized.of(new Label(english), new Label(persian));
        return this;
    }

    /** In English only. */
    public TemplateBuilder prompt(String value) {
        prompt = Localized.inEnglish(new Prompt(value));
        return this;
    }

    public TemplateBuilder prompt(String english, String persian) {
        prompt = Localized.of(new Prompt(english), new Prompt(persian));
        return this;
    }

    public TemplateBuilder persianPrompt(String value) {
        prompt = Localized.inPersian(new Prompt(value));
        return this;
    }

    /** In English only. */
    public TemplateBuilder style(String value) {
        style = Optional.of(Localized.inEnglish(new Label(value)));
        return this;
    }

    public TemplateBuilder style(String english, String persian) {
        style = Optional.of(Localized.of(new Label(english), new Label(persian)));
        return this;
    }

    public TemplateBuilder category(String value) {
        category = value;
        return this;
    }

    /** In English only. */
    public TemplateBuilder tags(String... values) {
        tags = Stream.of(values).map(Label::new).map(Localized::inEnglish).toList();
        return this;
    }

    /** Adds a tag in both languages. */
    public TemplateBuilder tag(String english, String persian) {
        tags = Stream.concat(tags.stream(), Stream.of(Localized.of(new Label(english), new Label(persian)))).toList();
        return this;
    }

    public TemplateBuilder strength(double value) {
        strength = Optional.of(value);
        return this;
    }

    public TemplateBuilder pinned() {
        pinned = true;
        return this;
    }

    public TemplateBuilder trending() {
        trending = true;
        return this;
    }

    public TemplateBuilder score(double value) {
        trendingScore = value;
        return this;
    }

    public TemplateBuilder views(int value) {
        viewCount = value;
        return this;
    }

    public TemplateBuilder likes(int value) {
        likeCount = value;
        return this;
    }

    public TemplateBuilder uses(int value) {
        useCount = value;
        return this;
    }

    public TemplateContent content() {
        return new TemplateContent(title, prompt, style, new Slug(category), tags, strength, pinned);
    }

    public Template build() {
        PublicId publicId = PublicId.ofTemplate(Some.id());
        Instant noon = Instant.parse("2026-05-14T12:00:00.123Z");
        return new Template(id, "https://pictures.example/" + publicId + ".jpg", publicId, content(),
                pinned || trending, trendingScore, viewCount, likeCount, useCount, noon, noon);
    }
}
