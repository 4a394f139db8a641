package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.objectIds;
import static app.nero.template.mongo.TemplateDocument.WITHOUT_SEARCH;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
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
import app.nero.kernel.UnavailableException;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.template.ExternalKey;
import app.nero.template.Mismatch;
import app.nero.template.Page;
import app.nero.template.Popularity;
import app.nero.template.Slug;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.TemplateCounts;
import app.nero.template.TemplateQuery;
import app.nero.template.Templates;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Templates in the collection {@code templates}. Requests change counters by {@code $inc} only. Each category in
 * {@code categories} counts its templates.
 */
public final class MongoTemplates implements Templates {

    public static final String COLLECTION = "templates";

    private static final int UPGRADE_BATCH = 1_000;

    private final MongoRows templates;
    private final MongoRows categories;
    private final MongoTemplateSearch search;

    public MongoTemplates(MongoConnection connection) {
        this(connection, MongoTemplateSearch.NEAR, MongoTemplateSearch.FEW);
    }

    /** For tests: lower limits of a search, which need fewer templates. */
    MongoTemplates(MongoConnection connection, int near, int few) {
        templates = connection.collection(COLLECTION);
        categories = connection.collection(MongoCategories.COLLECTION);
        search = new MongoTemplateSearch(templates, near, few);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).uniqueIfSet("externalKey").indexed(TemplateIndexes.all())
                .upgradedBy(MongoTemplates::addPopularity);
    }

    /** A template of an earlier version has likes, but no popularity. One whose likes change meanwhile is read again. */
    private static void addPopularity(MongoRows templates) {
        Bson earlier = and(eq(TemplateDocument.POPULARITY, null), exists("likeCount"));
        List<WriteModel<Document>> batch;
        do {
            batch = templates.list(it -> it.find(earlier).projection(include("likeCount")).limit(UPGRADE_BATCH),
                    row -> {
                        int likes = row.getInteger("likeCount");
                        return new UpdateOneModel<>(and(eq("_id", row.get("_id")), eq("likeCount", likes)),
                                combine(set("useCount", 0), set(TemplateDocument.POPULARITY, likes)));
                    });
            if (!batch.isEmpty()) {
                List<WriteModel<Document>> writes = batch;
                templates.call(it -> it.bulkWrite(writes));
            }
        } while (!batch.isEmpty());
    }

    @Override
    public void add(Template template) {
        templates.insert(TemplateDocument.write(template));
        count(template.content().category(), 1);
    }

    @Override
    public boolean add(ExternalKey key, Template template) {
        boolean added = templates
                .insertUnlessDuplicate(TemplateDocument.write(template).append("externalKey", key.value()));
        if (added) {
            count(template.content().category(), 1);
        }
        return added;
    }

    /** Counts in the stored count of a category. If that fails, the next recount corrects it. */
    private void count(Slug category, int difference) {
        try {
            categories.call(it -> it.updateOne(eq("slug", category.value()), inc(MongoCategories.COUNT, difference)));
        } catch (UnavailableException _) {
            // The template itself is stored.
        }
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
     * words seldom occur together; then as many for the beginnings of words, unless whole words fill the page.
     */
    @Override
    public List<Template> list(TemplateQuery query, Page page) {
        if (query.search().isPresent()) {
            return query.search().get().words().isEmpty() ? List.of() : search.list(query, page);
        }
        return templates.list(new MongoTemplateQuery(query, false, page)::find, TemplateDocument::read);
    }

    @Override
    public Optional<Template> view(Id id, double score) {
        return update(byId(id), combine(inc("viewCount", 1), inc("trendingScore", score)));
    }

    @Override
    public OptionalInt like(Id id, double score) {
        return update(byId(id), combine(likes(1), inc("trendingScore", score)))
                .stream().mapToInt(Template::likeCount).findFirst();
    }

    @Override
    public OptionalInt unlike(Id id, double score) {
        Bson liked = byId(id).append("likeCount", new Document("$gt", 0));
        return update(liked, combine(likes(-1), inc("trendingScore", -score)))
                .or(() -> find(id)).stream().mapToInt(Template::likeCount).findFirst();
    }

    private static Bson likes(int difference) {
        return combine(inc("likeCount", difference), inc("likeChanges", 1L),
                inc(TemplateDocument.POPULARITY, Popularity.of(difference, 0)));
    }

    @Override
    public void use(Id id, double score) {
        Bson used = combine(inc("useCount", 1), inc(TemplateDocument.POPULARITY, Popularity.of(0, 1)),
                inc("trendingScore", score));
        templates.call(collection -> collection.updateOne(byId(id), used));
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
        boolean replaced = templates.call(collection -> collection.updateOne(unchanged, new Document("$set", fields)))
                .getModifiedCount() == 1;
        if (replaced && !content.category().equals(seen.content().category())) {
            count(seen.content().category(), -1);
            count(content.category(), 1);
        }
        return replaced;
    }

    @Override
    public Optional<Template> remove(Id id) {
        FindOneAndDeleteOptions options = new FindOneAndDeleteOptions().projection(WITHOUT_SEARCH);
        Optional<Template> removed = templates.find(collection -> collection.findOneAndDelete(byId(id), options))
                .map(TemplateDocument::read);
        removed.ifPresent(template -> count(template.content().category(), -1));
        return removed;
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
    public List<TemplateCounts> counts(Id after, int limit) {
        Bson fields = include("likeCount", "likeChanges", "likeMismatch", "useCount", TemplateDocument.POPULARITY);
        return templates.list(collection -> collection.find(gt("_id", objectId(after))).projection(fields)
                .sort(ascending("_id")).limit(limit), TemplateDocument::readCounts);
    }

    @Override
    public void recordMismatch(Id id, Mismatch mismatch) {
        templates.call(
                collection -> collection.updateOne(byId(id), set("likeMismatch", TemplateDocument.write(mismatch))));
    }

    @Override
    public boolean setLikes(TemplateCounts seen, int likes) {
        return correct(withLikesOf(seen), combine(likes(likes - seen.likes()), unset("likeMismatch")));
    }

    @Override
    public boolean setUses(TemplateCounts seen, int uses) {
        // A template that an earlier version added has no uses.
        Bson unchanged = withLikesOf(seen).append("useCount",
                new Document("$in", seen.uses() == 0 ? Arrays.asList(0, null) : List.of(seen.uses())));
        return correct(unchanged, combine(set("useCount", uses),
                set(TemplateDocument.POPULARITY, Popularity.of(seen.likes(), uses))));
    }

    private static Document withLikesOf(TemplateCounts seen) {
        return byId(seen.templateId()).append("likeChanges", seen.likeChanges());
    }

    private boolean correct(Bson unchanged, Bson corrected) {
        return templates.call(collection -> collection.updateOne(unchanged, corrected)).getModifiedCount() == 1;
    }
}
