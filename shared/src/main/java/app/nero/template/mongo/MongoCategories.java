package app.nero.template.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.template.Categories;
import app.nero.template.Category;
import app.nero.template.CountedCategory;
import app.nero.template.Label;
import app.nero.template.Slug;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** Categories in the collection {@code categories}; templates name theirs by its slug. */
public final class MongoCategories implements Categories {

    private static final String ID = "_id";
    private static final String SLUG = "slug";
    private static final String ENGLISH = "names.en";
    private static final String PERSIAN = "names.fa";
    private static final String CATEGORY = "category";

    private final MongoRows categories;
    private final MongoRows templates;

    public MongoCategories(MongoConnection connection) {
        categories = connection.collection("categories");
        templates = connection.collection("templates");
    }

    @Override
    public List<CountedCategory> list() {
        Map<String, Integer> counts = counts();
        return MongoConnection.call(categories, it -> it.find().sort(ascending(ID)).map(MongoCategories::read)
                .map(category -> new CountedCategory(category, counts.getOrDefault(category.slug().value(), 0)))
                .into(new ArrayList<>()));
    }

    /** The match, which all pass, has the index on the category read, and no document. */
    private Map<String, Integer> counts() {
        List<Bson> pipeline = List.of(Aggregates.match(gt(CATEGORY, "")),
                Aggregates.group("$" + CATEGORY, Accumulators.sum("count", 1)));
        return MongoConnection.call(templates, it -> {
            Map<String, Integer> counts = new HashMap<>();
            it.aggregate(pipeline)
                    .forEach(row -> counts.put(row.getString(ID), row.get("count", Number.class).intValue()));
            return counts;
        });
    }

    @Override
    public Change put(Category category) {
        Bson names = combine(set(ENGLISH, category.english().value()), set(PERSIAN, category.persian().value()),
                setOnInsert(ID, new ObjectId(category.id().value())));
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        Optional<UpdateResult> result;
        do {
            result = MongoConnection.callUnlessDuplicate(categories,
                    it -> it.updateOne(eq(SLUG, category.slug().value()), names, upsert));
            // Empty where somebody else added it in between: now it is there to be changed.
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
        return MongoConnection.find(categories, it -> it.find(eq(SLUG, slug.value())).first()).isPresent();
    }

    private static Category read(Document document) {
        Document names = document.get("names", Document.class);
        return new Category(new Id(document.getObjectId(ID).toHexString()), new Slug(document.getString(SLUG)),
                new Label(names.getString("en")), new Label(names.getString("fa")));
    }
}
