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

    static final String ID = "_id";
    static final String STYLE = "style";
    static final String CATEGORY = "category";
    static final String TAGS = "tags";
    static final String SEARCH_TOKENS = "searchTokens";
    static final String SEARCH_TEXT = "searchText";
    static final String IS_TRENDING = "isTrending";
    static final String IS_PINNED = "isTrendingPinned";
    static final String TRENDING_SCORE = "trendingScore";
    static final String EXTERNAL_KEY = "externalKey";
    static final String VIEW_COUNT = "viewCount";
    static final String LIKE_COUNT = "likeCount";
    static final String LIKE_CHANGES = "likeChanges";
    static final String LIKE_DOUBT = "likeDoubt";
    static final String CREATED_AT = "createdAt";
    static final String UPDATED_AT = "updatedAt";

    /** Comes before each token of the search text, so that a regex can tell the beginning of a token from its middle. */
    static final String SEPARATOR = " ";

    /** Leaves out the fields that only searches use. */
    static final Bson WITHOUT_SEARCH = exclude(SEARCH_TOKENS, SEARCH_TEXT);

    private TemplateDocument() {}

    static Document write(Template template) {
        Document document = new Document(ID, objectId(template.id())) //
                .append("imageUrl", template.imageUrl()) //
                .append("publicId", template.publicId().value());
        document.putAll(write(template.content()));
        return document.append(IS_TRENDING, template.trending()) //
                .append(TRENDING_SCORE, template.trendingScore()) //
                .append(VIEW_COUNT, template.viewCount()) //
                .append(LIKE_COUNT, template.likeCount()) //
                .append(LIKE_CHANGES, 0L) //
                .append(CREATED_AT, Date.from(template.createdAt())) //
                .append(UPDATED_AT, Date.from(template.updatedAt()));
    }

    static Document write(TemplateContent content) {
        return new Document("prompt", content.prompt().value()) //
                .append(STYLE, content.style().map(Label::value).orElse(null)) //
                .append(CATEGORY, content.category().value()) //
                .append(TAGS, content.tags().stream().map(Label::value).toList()) //
                .append(SEARCH_TOKENS, List.copyOf(content.searchTokens())) //
                .append(SEARCH_TEXT,
                        content.searchTokens().stream().map(SEPARATOR::concat).collect(Collectors.joining()))
                .append(IS_PINNED, content.pinned());
    }

    static Document write(Mismatch doubt) {
        return new Document("changes", doubt.changes()).append("likes", doubt.likes()).append("at",
                Date.from(doubt.at()));
    }

    static Template read(Document document) {
        TemplateContent content = new TemplateContent(new Prompt(document.getString("prompt")),
                Optional.ofNullable(document.getString(STYLE)).map(Label::new),
                new Slug(document.getString(CATEGORY)),
                document.getList(TAGS, String.class).stream().map(Label::new).toList(),
                document.getBoolean(IS_PINNED));
        return new Template(id(document, ID), document.getString("imageUrl"),
                new PublicId(document.getString("publicId")), content, document.getBoolean(IS_TRENDING),
                document.getDouble(TRENDING_SCORE), document.getInteger(VIEW_COUNT), document.getInteger(LIKE_COUNT),
                document.getDate(CREATED_AT).toInstant(), document.getDate(UPDATED_AT).toInstant());
    }

    static LikeCount readLikeCount(Document document) {
        Optional<Mismatch> doubt = Optional.ofNullable(document.get(LIKE_DOUBT, Document.class))
                .map(noted -> new Mismatch(noted.getLong("changes"), noted.getInteger("likes"),
                        noted.getDate("at").toInstant()));
        return new LikeCount(id(document, ID), document.getInteger(LIKE_COUNT), document.getLong(LIKE_CHANGES), doubt);
    }
}
