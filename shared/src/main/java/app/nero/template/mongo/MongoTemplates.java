package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.objectIds;
import static app.nero.template.mongo.TemplateDocument.WITHOUT_SEARCH;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
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
import app.nero.mongo.StoredCollection;
import app.nero.template.ExternalKey;
import app.nero.template.LikeCount;
import app.nero.template.Mismatch;
import app.nero.template.Page;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.TemplateQuery;
import app.nero.template.Templates;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Templates in the collection {@code templates}. Requests change counters by {@code $inc} only. */
public final class MongoTemplates implements Templates {

    public static final String COLLECTION = "templates";

    private final MongoRows templates;
    private final MongoTemplateSearch search;

    public MongoTemplates(MongoConnection connection) {
        this(connection, MongoTemplateSearch.NEAR, MongoTemplateSearch.FEW);
    }

    /** For tests: lower limits of a search, which need fewer templates. */
    MongoTemplates(MongoConnection connection, int near, int few) {
        templates = connection.collection(COLLECTION);
        search = new MongoTemplateSearch(templates, near, few);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).uniqueIfSet("externalKey").indexed(TemplateIndexes.all());
    }

    @Override
    public void add(Template template) {
        templates.insert(TemplateDocument.write(template));
    }

    @Override
    public boolean add(ExternalKey key, Template template) {
        return templates.insertUnlessDuplicate(TemplateDocument.write(template).append("externalKey", key.value()));
    }

    @Override
    public Optional<Template> findByExternalKey(ExternalKey key) {
        return findFirst(eq("externalKey", key.value()));
    }

    @Override
    public Optional<Template> find(Id id) {
        return findFirst(byId(id));
    }

    private Optional<Template> findFirst(Bson filter) {
        return templates.find(collection -> collection.find(filter).projection(WITHOUT_SEARCH).first())
                .map(TemplateDocument::read);
    }

    @Override
    public List<Template> findAll(Collection<Id> ids) {
        return templates.list(collection -> collection.find(in("_id", objectIds(ids))).projection(WITHOUT_SEARCH),
                TemplateDocument::read);
    }

    /**
     * Takes one round trip. A search takes two if many templates contain its words, three if few do, and more if common
     * words seldom occur together.
     */
    @Override
    public List<Template> list(TemplateQuery query, Page page) {
        MongoTemplateQuery paged = new MongoTemplateQuery(query, page);
        if (query.search().isEmpty()) {
            return templates.list(paged::find, TemplateDocument::read);
        }
        return paged.words().isEmpty() ? List.of() : search.list(paged);
    }

    @Override
    public Optional<Template> view(Id id, double score) {
        return update(byId(id), combine(inc("viewCount", 1), inc("trendingScore", score)));
    }

    @Override
    public OptionalInt like(Id id, double score) {
        return update(byId(id), combine(inc("likeCount", 1), inc("likeChanges", 1L), inc("trendingScore", score)))
                .stream().mapToInt(Template::likeCount).findFirst();
    }

    @Override
    public OptionalInt unlike(Id id, double score) {
        Bson liked = byId(id).append("likeCount", new Document("$gt", 0));
        return update(liked, combine(inc("likeCount", -1), inc("likeChanges", 1L), inc("trendingScore", -score)))
                .or(() -> find(id)).stream().mapToInt(Template::likeCount).findFirst();
    }

    private Optional<Template> update(Bson filter, Bson update) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().projection(WITHOUT_SEARCH);
        return templates.update(filter, update, options).map(TemplateDocument::read);
    }

    @Override
    public boolean replace(Template seen, TemplateContent content, Instant now) {
        Bson unchanged = byId(seen.id()).append("updatedAt", seen.updatedAt());
        Document fields = TemplateDocument.write(content).append("updatedAt", now);
        if (content.pinned() != seen.content().pinned()) {
            fields.append("isTrending", content.pinned());
        }
        return templates.call(collection -> collection.updateOne(unchanged, new Document("$set", fields)))
                .getModifiedCount() == 1;
    }

    @Override
    public Optional<Template> remove(Id id) {
        FindOneAndDeleteOptions options = new FindOneAndDeleteOptions().projection(WITHOUT_SEARCH);
        return templates.find(collection -> collection.findOneAndDelete(byId(id), options)).map(TemplateDocument::read);
    }

    @Override
    public List<Id> topScores(int count, double least) {
        return templates.list(collection -> collection.find(gte("trendingScore", least)).projection(include("_id"))
                .sort(descending("trendingScore", "_id")).limit(count), document -> id(document, "_id"));
    }

    @Override
    public void markTrending(Collection<Id> ids) {
        Bson added = and(in("_id", objectIds(ids)), eq("isTrending", false));
        Bson removed = and(eq("isTrending", true), eq("isTrendingPinned", false), nin("_id", objectIds(ids)));
        templates.call(collection -> collection.updateMany(added, set("isTrending", true)));
        templates.call(collection -> collection.updateMany(removed, set("isTrending", false)));
    }

    @Override
    public List<LikeCount> likeCounts(Optional<Id> after, int limit) {
        Bson rest = after.map(id -> gt("_id", objectId(id))).orElse(new Document());
        Bson fields = include("likeCount", "likeChanges", "likeMismatch");
        return templates.list(
                collection -> collection.find(rest).projection(fields).sort(ascending("_id")).limit(limit),
                TemplateDocument::readLikeCount);
    }

    @Override
    public void recordMismatch(Id id, Mismatch mismatch) {
        templates.call(
                collection -> collection.updateOne(byId(id), set("likeMismatch", TemplateDocument.write(mismatch))));
    }

    @Override
    public boolean setLikes(LikeCount seen, int likes) {
        Bson unchanged = byId(seen.templateId()).append("likeChanges", seen.changes());
        Bson corrected = combine(set("likeCount", likes), inc("likeChanges", 1L), unset("likeMismatch"));
        return templates.call(collection -> collection.updateOne(unchanged, corrected)).getModifiedCount() == 1;
    }
}
