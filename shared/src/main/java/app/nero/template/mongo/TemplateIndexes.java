package app.nero.template.mongo;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;

/**
 * The indexes of templates.
 *
 * <p>A list is filtered by any of category, style and tag, in one of four orders. For each filter and order there is an
 * index that begins with the filter's field and continues with the order, so MongoDB reads a page from it without
 * sorting. The remaining fields let MongoDB apply the other filters without fetching documents. They include the search
 * text, except in multikey indexes, where MongoDB does not test a regex on index keys. {@link MongoTemplateSearch}
 * describes how a search uses them.
 *
 * <p>Cost: a like, a use or a view updates one entry in each index on the popularity or the views, or on the score, which are seven, plus two per
 * tag.
 */
final class TemplateIndexes {

    /** Finds templates by word. */
    static final Bson OF_WORDS = ascending("searchTokens", "category", "style", "_id");

    /** Partial index of trending templates. */
    static final Bson OF_TRENDING = ascending("isTrending", "createdAt", "_id", "popularity", "viewCount",
            "trendingScore",
            "category", "style");

    /** Filters and sorts templates whose ids are known. */
    static final Bson OF_IDS = ascending("_id", "createdAt", "popularity", "viewCount", "trendingScore", "category",
            "style",
            "isTrending", "searchText");

    private TemplateIndexes() {}

    /** Finds templates by tag, in the order of a field. */
    static Bson ofTag(String order) {
        return compoundIndex(ascending("tags"), descending(order, "_id"), ascending("category", "style", "isTrending"));
    }

    static IndexModel[] all() {
        List<IndexModel> indexes = new ArrayList<>(List.of(new IndexModel(OF_WORDS), new IndexModel(OF_IDS),
                new IndexModel(OF_TRENDING, new IndexOptions().partialFilterExpression(eq("isTrending", true)))));
        for (String field : List.of("createdAt", "popularity", "viewCount", "trendingScore")) {
            Bson order = descending(field, "_id");
            for (Bson index : List.of(compoundIndex(order, ascending("isTrending", "searchText")),
                    compoundIndex(ascending("category"), order, ascending("style", "isTrending", "searchText")),
                    compoundIndex(ascending("style"), order, ascending("category", "isTrending", "searchText")),
                    ofTag(field))) {
                indexes.add(new IndexModel(index));
            }
        }
        return indexes.toArray(IndexModel[]::new);
    }
}
