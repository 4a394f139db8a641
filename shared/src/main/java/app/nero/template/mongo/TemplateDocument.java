package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Projections.exclude;

import app.nero.kernel.Localized;
import app.nero.picture.PublicId;
import app.nero.template.Label;
import app.nero.template.Mismatch;
import app.nero.template.Popularity;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.TemplateCounts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Converts templates to and from documents. */
final class TemplateDocument {

    /** Precedes each token in the search text, so that a regex can match the beginning of a token. */
    static final String SEPARATOR = " ";

    /** A projection without the fields that only searches use. */
    static final Bson WITHOUT_SEARCH = exclude("searchTokens", "searchText");

    /** The field by which popular templates are sorted. */
    static final String POPULARITY = "popularity";

    private TemplateDocument() {}

    static Document write(Template template) {
        Document document = new Document("_id", objectId(template.id()))
                .append("imageUrl", template.imageUrl())
                .append("publicId", template.publicId().value());
        document.putAll(write(template.content()));
        return document.append("isTrending", template.trending())
                .append("trendingScore", template.trendingScore())
                .append("viewCount", template.viewCount())
                .append("likeCount", template.likeCount())
                .append("likeChanges", 0L)
                .append("useCount", template.useCount())
                .append(POPULARITY, template.popularity())
                .append("createdAt", template.createdAt())
                .append("updatedAt", template.updatedAt());
    }

    static Document write(TemplateContent content) {
        return new Document("title", write(content.title().map(Label::value)))
                .append("prompt", write(content.prompt().map(Prompt::value)))
                .append("style", content.style().map(style -> style.main().value()).orElse(null))
                .append("styleNames", content.style().map(style -> write(style.map(Label::value))).orElse(null))
                .append("category", content.category().value())
                .append("tags", content.tags().stream().map(tag -> tag.main().value()).toList())
                .append("tagNames", content.tags().stream().map(tag -> write(tag.map(Label::value))).toList())
                .append("searchTokens", List.copyOf(content.searchTokens()))
                .append("searchText",
                        content.searchTokens().stream().map(SEPARATOR::concat).collect(Collectors.joining()))
                .append("strength", content.strength().orElse(null))
                .append("isTrendingPinned", content.pinned());
    }

    private static Document write(Localized<String> texts) {
        Document document = new Document();
        texts.english().ifPresent(text -> document.append("en", text));
        texts.persian().ifPresent(text -> document.append("fa", text));
        return document;
    }

    static Document write(Mismatch mismatch) {
        return new Document("changes", mismatch.changes()).append("likes", mismatch.likes()).append("at",
                mismatch.at());
    }

    static Template read(Document document) {
        Localized<Prompt> prompt = texts(document.get("prompt")).map(Prompt::new);
        Localized<Label> title = Optional.ofNullable(document.get("title")).map(texts -> texts(texts).map(Label::new))
                .orElseGet(() -> prompt.map(TemplateDocument::beginning));
        Optional<Object> style = Optional.ofNullable(document.get("styleNames"))
                .or(() -> Optional.ofNullable(document.get("style")));
        List<Object> tags = document.getList("tagNames", Object.class, document.getList("tags", Object.class));
        TemplateContent content = new TemplateContent(title, prompt, style.map(texts -> texts(texts).map(Label::new)),
                new Slug(document.getString("category")),
                tags.stream().map(texts -> texts(texts).map(Label::new)).toList(),
                Optional.ofNullable(document.getDouble("strength")), document.getBoolean("isTrendingPinned"));
        return new Template(id(document, "_id"), document.getString("imageUrl"),
                new PublicId(document.getString("publicId")), content, document.getBoolean("isTrending"),
                document.getDouble("trendingScore"), document.getInteger("viewCount"), document.getInteger("likeCount"),
                uses(document), document.getDate("createdAt").toInstant(), document.getDate("updatedAt").toInstant());
    }

    /** Documents of earlier versions have texts in one language only, and no title. */
    private static Localized<String> texts(Object stored) {
        return stored instanceof Document texts
                ? new Localized<>(Optional.ofNullable(texts.getString("en")),
                        Optional.ofNullable(texts.getString("fa")))
                : Localized.inEnglish((String) stored);
    }

    private static Label beginning(Prompt prompt) {
        String text = prompt.value();
        int length = Math.min(Label.MAX, text.codePointCount(0, text.length()));
        return Label.parse(text.substring(0, text.offsetByCodePoints(0, length))).orElseThrow();
    }

    /** Documents of earlier versions have no uses. */
    private static int uses(Document document) {
        return document.getInteger("useCount", 0);
    }

    static TemplateCounts readCounts(Document document) {
        Optional<Mismatch> mismatch = Optional.ofNullable(document.get("likeMismatch", Document.class))
                .map(row -> new Mismatch(row.getLong("changes"), row.getInteger("likes"),
                        row.getDate("at").toInstant()));
        int likes = document.getInteger("likeCount");
        int uses = uses(document);
        return new TemplateCounts(id(document, "_id"), likes, document.getLong("likeChanges"), mismatch, uses,
                document.getInteger(POPULARITY, -1) == Popularity.of(likes, uses));
    }
}
