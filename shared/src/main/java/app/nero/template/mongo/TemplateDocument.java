package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Projections.exclude;

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
        return new Document("prompt", content.prompt().value())
                .append("style", content.style().map(Label::value).orElse(null))
                .append("category", content.category().value())
                .append("tags", content.tags().stream().map(Label::value).toList())
                .append("searchTokens", List.copyOf(content.searchTokens()))
                .append("searchText",
                        content.searchTokens().stream().map(SEPARATOR::concat).collect(Collectors.joining()))
                .append("isTrendingPinned", content.pinned());
    }

    static Document write(Mismatch mismatch) {
        return new Document("changes", mismatch.changes()).append("likes", mismatch.likes()).append("at",
                mismatch.at());
    }

    static Template read(Document document) {
        TemplateContent content = new TemplateContent(new Prompt(document.getString("prompt")),
                Optional.ofNullable(document.getString("style")).map(Label::new),
                new Slug(document.getString("category")),
                document.getList("tags", String.class).stream().map(Label::new).toList(),
                document.getBoolean("isTrendingPinned"));
        return new Template(id(document, "_id"), document.getString("imageUrl"),
                new PublicId(document.getString("publicId")), content, document.getBoolean("isTrending"),
                document.getDouble("trendingScore"), document.getInteger("viewCount"), document.getInteger("likeCount"),
                uses(document), document.getDate("createdAt").toInstant(), document.getDate("updatedAt").toInstant());
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
