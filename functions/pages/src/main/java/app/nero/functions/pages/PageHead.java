package app.nero.functions.pages;

import app.nero.generation.Generation;
import app.nero.generation.Visibility;
import app.nero.kernel.Language;
import app.nero.template.Label;
import app.nero.template.Prompt;
import app.nero.template.Template;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the head of a page says to messengers and search engines, which do not run the web app.
 *
 * @param asked the language in the URL; empty if the URL names none
 */
record PageHead(Optional<Language> asked, String title, Optional<Content> content) {

    /**
     * @param path of the page on the site
     * @param isListed whether search engines may list the page
     */
    record Content(String path, String description, PreviewImage image, boolean isListed) {}

    static final Language DEFAULT_LANGUAGE = Language.EN;

    /** The parameter of a page's URL that chooses its language. */
    static final String LANGUAGE = "lang";

    private static final String NAME = "Nero";
    private static final int MAX_DESCRIPTION = 200;

    static PageHead ofLanding(Optional<Language> asked, String origin) {
        PageTexts texts = PageTexts.of(asked);
        PreviewImage image = new PreviewImage(origin + "/share.jpg", Optional.of(PreviewImage.PREVIEW),
                texts.landingImage());
        return new PageHead(asked, texts.landingTitle(),
                Optional.of(new Content("/", texts.landingDescription(), image, true)));
    }

    static PageHead ofTemplate(Optional<Language> asked, Template template) {
        String title = template.content().title().map(Label::value).in(asked.orElse(DEFAULT_LANGUAGE));
        return new PageHead(asked, title + " · " + NAME, Optional.of(new Content("/templates/" + template.id(),
                PageTexts.of(asked).sameLook(), PreviewImage.of(template.imageUrl(), title), true)));
    }

    /**
     * Tells what the image's own page tells everybody: the image, the prompt if its owner shows it, and nothing else of its owner.
     *
     * @return empty if the image is not shared
     */
    static Optional<PageHead> ofShared(Optional<Language> asked, Generation shared) {
        PageTexts texts = PageTexts.of(asked);
        String invitation = shared.recipe().templateId().isPresent() ? texts.sameLook() : texts.ownImage();
        String description = shared.recipe().prompt().filter(_ -> shared.sharing().showPrompt()).map(Prompt::value)
                .map(PageHead::shortened).orElse(invitation);
        boolean isPublic = shared.sharing().visibility() == Visibility.PUBLIC;
        return shared.sharing().slug()
                .flatMap(slug -> shared.image().map(image -> new Content("/s/" + slug, description,
                        PreviewImage.of(image, texts.sharedImage()), isPublic)))
                .map(content -> new PageHead(asked, texts.sharedTitle(), Optional.of(content)));
    }

    /** The head of a page that does not exist, or that cannot be read. */
    static PageHead ofError(Optional<Language> asked) {
        return new PageHead(asked, NAME, Optional.empty());
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_DESCRIPTION
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_DESCRIPTION - 1)) + "…";
    }

    Language language() {
        return asked.orElse(DEFAULT_LANGUAGE);
    }

    /**
     * The elements of the head. The web app removes those with {@code data-page} when it shows another page.
     *
     * @param origin of the site
     */
    String html(String origin) {
        String title = "<title>" + Markup.escape(this.title) + "</title>\n";
        return title + content.map(page -> html(page, origin)).orElse(meta("name", "robots", "noindex"));
    }

    private String html(Content page, String origin) {
        String url = origin + page.path();
        String own = asked.map(language -> inLanguage(url, language)).orElse(url);
        PreviewImage image = page.image();
        Stream<String> links = Stream.concat(
                Stream.of(link("canonical", "", own), link("alternate", "x-default", url)),
                Stream.of(Language.values()).map(it -> link("alternate", code(it), inLanguage(url, it))));
        Stream<String> texts = Stream.of(meta("name", "description", page.description()),
                meta("property", "og:site_name", NAME), meta("property", "og:type", "website"),
                meta("property", "og:url", own), meta("property", "og:title", title),
                meta("property", "og:description", page.description()),
                meta("property", "og:locale", locale(language())));
        Stream<String> otherLocales = Stream.of(Language.values()).filter(it -> it != language())
                .map(it -> meta("property", "og:locale:alternate", locale(it)));
        Stream<String> pictures = Stream.of(meta("property", "og:image", image.url()),
                image.size().map(size -> meta("property", "og:image:width", Integer.toString(size.width()))
                        + meta("property", "og:image:height", Integer.toString(size.height()))).orElse(""),
                meta("property", "og:image:alt", image.alt()), meta("name", "twitter:card", "summary_large_image"));
        String robots = page.isListed() ? "" : meta("name", "robots", "noindex");
        return Stream.of(links, texts, otherLocales, pictures, Stream.of(robots)).flatMap(it -> it)
                .collect(Collectors.joining());
    }

    private static String inLanguage(String url, Language language) {
        return url + "?" + LANGUAGE + "=" + code(language);
    }

    static String code(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    /** In the format of Open Graph. */
    private static String locale(Language language) {
        return switch (language) {
            case EN -> "en_US";
            case FA -> "fa_IR";
        };
    }

    private static String meta(String key, String name, String content) {
        return "<meta " + key + "=\"" + name + "\" content=\"" + Markup.escape(content) + "\" data-page>\n";
    }

    /** @param language of the linked page; empty if it is this page */
    private static String link(String relation, String language, String url) {
        String hreflang = language.isEmpty() ? "" : " hreflang=\"" + language + "\"";
        return "<link rel=\"" + relation + "\"" + hreflang + " href=\"" + Markup.escape(url) + "\" data-page>\n";
    }
}
