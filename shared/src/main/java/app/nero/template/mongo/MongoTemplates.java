package app.nero.template.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.picture.PublicId;
import app.nero.template.ExternalKey;
import app.nero.template.Label;
import app.nero.template.LikeCount;
import app.nero.template.Mismatch;
import app.nero.template.Page;
import app.nero.template.Prompt;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.TemplateQuery;
import app.nero.template.Templates;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Templates in the collection {@code templates}. Counters move by {@code $inc} alone. */
public final class MongoTemplates implements Templates {

    static final String ID = "_id";
    static final String STYLE = "style";
    static final String CATEGORY = "category";
    static final String TAGS = "tags";
    static final String SEARCH_TOKENS = "searchTokens";
    static final String SEARCH_TEXT = "searchText";
    static final String IS_TRENDING = "isTrending";
    private static final String IS_PINNED = "isTrendingPinned";
    static final String TRENDING_SCORE = "trendingScore";
    private static final String EXTERNAL_KEY = "externalKey";
    static final String VIEW_COUNT = "viewCount";
    static final String LIKE_COUNT = "likeCount";
    private static final String LIKE_CHANGES = "likeChanges";
    private static final String LIKE_DOUBT = "likeDoubt";
    static final String CREATED_AT = "createdAt";
    private static final String UPDATED_AT = "updatedAt";

    /** A template without what it is found by. */
    static final Bson WITHOUT_SEARCH = exclude(SEARCH_TOKENS, SEARCH_TEXT);

    private final MongoRows templates;
    private final MongoTemplateSearch search;

    public MongoTemplates(MongoConnection connection) {
        this(connection, MongoTemplateSearch.NEAR, MongoTemplateSearch.FEW);
    }

    /** With other limits of what a search looks at, for a test has no million. */
    MongoTemplates(MongoConnection connection, int near, int few) {
        templates = connection.collection("templates");
        search = new MongoTemplateSearch(templates, near, few);
    }

    @Override
    public void add(Template template) {
        Document document = document(template);
        MongoConnection.call(templates, it -> it.insertOne(document));
    }

    @Override
    public boolean add(ExternalKey key, Template template) {
        Document document = document(template).append(EXTERNAL_KEY, key.value());
        return MongoConnection.callUnlessDuplicate(templates, it -> it.insertOne(document)).isPresent();
    }

    @Override
    public Optional<Template> findByExternalKey(ExternalKey key) {
        Optional<Document> found = MongoConnection.find(templates,
                it -> it.find(eq(EXTERNAL_KEY, key.value())).projection(WITHOUT_SEARCH).first());
        return found.map(MongoTemplates::read);
    }

    private static Document document(Template template) {
        Document document = new Document(ID, objectId(template.id())) //
                .append("imageUrl", template.imageUrl()) //
                .append("publicId", template.publicId().value());
        document.putAll(content(template.content()));
        document.append(IS_TRENDING, template.trending()) //
                .append(TRENDING_SCORE, template.trendingScore()) //
                .append(VIEW_COUNT, template.viewCount()) //
                .append(LIKE_COUNT, template.likeCount()) //
                .append(LIKE_CHANGES, 0L) //
                .append(CREATED_AT, Date.from(template.createdAt())) //
                .append(UPDATED_AT, Date.from(template.updatedAt()));
        return document;
    }

    @Override
    public Optional<Template> find(Id id) {
        Optional<Document> found = MongoConnection.find(templates,
                it -> it.find(byId(id)).projection(WITHOUT_SEARCH).first());
        return found.map(MongoTemplates::read);
    }

    @Override
    public List<Template> findAll(Collection<Id> ids) {
        return read(templates, it -> it.find(in(ID, objectIds(ids))).projection(WITHOUT_SEARCH));
    }

    /** One round trip; of a search two where many have its words, three where few have, and more for what is hard to find. */
    @Override
    public List<Template> list(TemplateQuery query, Page stretch) {
        MongoTemplateQuery page = new MongoTemplateQuery(query, stretch);
        if (query.search().isEmpty()) {
            return read(templates, page::find);
        }
        return page.words().isEmpty() ? List.of() : search.list(page);
    }

    @Override
    public Optional<Template> view(Id id, double score) {
        return update(byId(id), combine(inc(VIEW_COUNT, 1), inc(TRENDING_SCORE, score)));
    }

    @Override
    public OptionalInt like(Id id, double score) {
        return likeCount(update(byId(id), combine(inc(LIKE_COUNT, 1), inc(LIKE_CHANGES, 1L),
                inc(TRENDING_SCORE, score))));
    }

    @Override
    public OptionalInt unlike(Id id, double score) {
        Bson some = byId(id).append(LIKE_COUNT, new Document("$gt", 0));
        return likeCount(update(some, combine(inc(LIKE_COUNT, -1), inc(LIKE_CHANGES, 1L),
                inc(TRENDING_SCORE, -score))).or(() -> find(id)));
    }

    private static OptionalInt likeCount(Optional<Template> template) {
        return template.map(Template::likeCount).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private Optional<Template> update(Bson filter, Bson update) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)
                .projection(WITHOUT_SEARCH);
        Optional<Document> updated = MongoConnection.find(templates,
                it -> it.findOneAndUpdate(filter, update, options));
        return updated.map(MongoTemplates::read);
    }

    @Override
    public boolean replace(Template seen, TemplateContent content, Instant now) {
        Bson unchanged = byId(seen.id()).append(UPDATED_AT, Date.from(seen.updatedAt()));
        Document fields = content(content).append(UPDATED_AT, Date.from(now));
        if (content.pinned() != seen.content().pinned()) {
            fields.append(IS_TRENDING, content.pinned());
        }
        return MongoConnection.call(templates, it -> it.updateOne(unchanged, new Document("$set", fields)))
                .getModifiedCount() == 1;
    }

    @Override
    public Optional<Template> remove(Id id) {
        FindOneAndDeleteOptions options = new FindOneAndDeleteOptions().projection(WITHOUT_SEARCH);
        Optional<Document> removed = MongoConnection.find(templates, it -> it.findOneAndDelete(byId(id), options));
        return removed.map(MongoTemplates::read);
    }

    @Override
    public List<Id> topScores(int count, double least) {
        return MongoConnection.call(templates,
                it -> it.find(gte(TRENDING_SCORE, least)).projection(include(ID))
                        .sort(descending(TRENDING_SCORE, ID)).limit(count)
                        .map(document -> id(document, ID)).into(new ArrayList<>()));
    }

    @Override
    public void markTrending(Collection<Id> ids) {
        Bson marked = and(in(ID, objectIds(ids)), eq(IS_TRENDING, false));
        Bson past = and(eq(IS_TRENDING, true), eq(IS_PINNED, false), nin(ID, objectIds(ids)));
        MongoConnection.call(templates, it -> it.updateMany(marked, set(IS_TRENDING, true)));
        MongoConnection.call(templates, it -> it.updateMany(past, set(IS_TRENDING, false)));
    }

    @Override
    public List<LikeCount> likeCounts(Optional<Id> after, int limit) {
        Bson rest = after.map(id -> gt(ID, objectId(id))).orElse(new Document());
        return MongoConnection.call(templates,
                it -> it.find(rest).projection(include(LIKE_COUNT, LIKE_CHANGES, LIKE_DOUBT)).sort(ascending(ID))
                        .limit(limit).map(MongoTemplates::readLikeCount).into(new ArrayList<>()));
    }

    @Override
    public void note(Id id, Mismatch doubt) {
        Document noted = new Document("changes", doubt.changes()).append("likes", doubt.likes()).append("at",
                Date.from(doubt.at()));
        MongoConnection.call(templates, it -> it.updateOne(byId(id), set(LIKE_DOUBT, noted)));
    }

    @Override
    public boolean setLikes(LikeCount seen, int likes) {
        Bson unchanged = byId(seen.templateId()).append(LIKE_CHANGES, seen.changes());
        Bson right = combine(set(LIKE_COUNT, likes), inc(LIKE_CHANGES, 1L), unset(LIKE_DOUBT));
        return MongoConnection.call(templates, it -> it.updateOne(unchanged, right)).getModifiedCount() == 1;
    }

    private static Document content(TemplateContent content) {
        return new Document("prompt", content.prompt().value()) //
                .append(STYLE, content.style().map(Label::value).orElse(null)) //
                .append(CATEGORY, content.category().value()) //
                .append(TAGS, content.tags().stream().map(Label::value).toList()) //
                .append(SEARCH_TOKENS, List.copyOf(content.searchTokens())) //
                .append(SEARCH_TEXT, MongoTemplateQuery.text(content.searchTokens())) //
                .append(IS_PINNED, content.pinned());
    }

    static List<Template> read(MongoRows templates,
            Function<MongoCollection<Document>, FindIterable<Document>> query) {
        return MongoConnection.call(templates,
                it -> query.apply(it).map(MongoTemplates::read).into(new ArrayList<>()));
    }

    private static Template read(Document document) {
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

    private static LikeCount readLikeCount(Document document) {
        Optional<Mismatch> doubt = Optional.ofNullable(document.get(LIKE_DOUBT, Document.class))
                .map(noted -> new Mismatch(noted.getLong("changes"), noted.getInteger("likes"),
                        noted.getDate("at").toInstant()));
        return new LikeCount(id(document, ID), document.getInteger(LIKE_COUNT), document.getLong(LIKE_CHANGES), doubt);
    }

    /** A plain document, to which more is appended: in an $and the embedded server would not see its unique index. */
    private static Document byId(Id id) {
        return new Document(ID, objectId(id));
    }

    private static Id id(Document document, String field) {
        return new Id(document.getObjectId(field).toHexString());
    }

    static ObjectId objectId(Id id) {
        return new ObjectId(id.value());
    }

    private static List<ObjectId> objectIds(Collection<Id> ids) {
        return ids.stream().map(MongoTemplates::objectId).toList();
    }
}
