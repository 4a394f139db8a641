package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Projections.exclude;

import app.nero.picture.PublicId;
import app.nero.template.Label;
import app.nero.template.LikeCount;
import app.nero.template.Mismatch;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/** How a template is stored: the names of the fields, and how they are written and read. */
final class TemplateDocument {

    /** Comes before each token of the search text, so that a regex can tell the beginning of a token from its middle. */
    static final String SEPARATOR = " ";

    /** Leaves out the fields that only searches use. */
    static final Bson WITHOUT_SEARCH = exclude("searchTokens", "searchText");

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
                .append("createdAt", Date.from(template.createdAt()))
                .append("updatedAt", Date.from(template.updatedAt()));
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

    static Document write(Mismatch doubt) {
        return new Document("changes", doubt.changes()).append("likes", doubt.likes()).append("at",
                Date.from(doubt.at()));
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
                document.getDate("createdAt").toInstant(), document.getDate("updatedAt").toInstant());
    }

    static LikeCount readLikeCount(Document document) {
        Optional<Mismatch> doubt = Optional.ofNullable(document.get("likeDoubt", Document.class))
                .map(noted -> new Mismatch(noted.getLong("changes"), noted.getInteger("likes"),
                        noted.getDate("at").toInstant()));
        return new LikeCount(id(document, "_id"), document.getInteger("likeCount"), document.getLong("likeChanges"),
                doubt);
    }
}
