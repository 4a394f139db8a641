package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.template.Categories;
import app.nero.template.Category;
import app.nero.template.CountedCategory;
import app.nero.template.Label;
import app.nero.template.Slug;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Categories in the collection {@code categories}. Templates refer to them by slug. */
public final class MongoCategories implements Categories {

    static final String COLLECTION = "categories";

    /** The number of the category's templates, which {@link MongoTemplates} changes. */
    static final String COUNT = "templateCount";

    private final MongoRows categories;
    private final MongoRows templates;

    public MongoCategories(MongoConnection connection) {
        categories = connection.collection(COLLECTION);
        templates = connection.collection(MongoTemplates.COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique("slug");
    }

    @Override
    public List<CountedCategory> list() {
        return rows().stream().map(row -> new CountedCategory(read(row), row.getInteger(COUNT, 0))).toList();
    }

    private List<Document> rows() {
        return categories.list(it -> it.find().sort(ascending("_id")), Function.identity());
    }

    @Override
    public int recount() {
        List<Document> stored = rows();
        // Every category matches; the range makes MongoDB count in the index, without fetching documents.
        Map<String, Integer> counts = templates.withTimeout(MongoRows.JOB_TIMEOUT).countBy(gt("category", ""),
                "$category", row -> row.getString("_id"));
        return stored.stream().mapToInt(row -> correct(row, counts.getOrDefault(row.getString("slug"), 0))).sum();
    }

    /** Leaves a count alone that was changed since it was read. */
    private int correct(Document row, int count) {
        if (row.getInteger(COUNT, 0) == count) {
            return 0;
        }
        Bson unchanged = and(eq("_id", row.get("_id")), eq(COUNT, row.get(COUNT)));
        return (int) categories.call(it -> it.updateOne(unchanged, set(COUNT, count))).getModifiedCount();
    }

    @Override
    public Change put(Category category) {
        Bson names = combine(set("names.en", category.english().value()), set("names.fa", category.persian().value()),
                setOnInsert("_id", objectId(category.id())));
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        Optional<UpdateResult> result;
        do {
            result = categories
                    .callUnlessDuplicate(
                            collection -> collection.updateOne(eq("slug", category.slug().value()), names, upsert));
            // Empty if a concurrent call added the category first. The next attempt updates it.
        } while (result.isEmpty());
        return change(result.get());
    }

    private static Change change(UpdateResult result) {
        if (result.getUpsertedId() != null) {
            return Change.ADDED;
        }
        return result.getModifiedCount() > 0 ? Change.CHANGED : Change.UNCHANGED;
    }

    @Override
    public boolean exists(Slug slug) {
        return categories.findFirst(eq("slug", slug.value())).isPresent();
    }

    private static Category read(Document document) {
        Document names = document.get("names", Document.class);
        return new Category(id(document, "_id"), new Slug(document.getString("slug")),
                new Label(names.getString("en")), new Label(names.getString("fa")));
    }
}
