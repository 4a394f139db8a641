package app.nero.template.mongo;

import static app.nero.template.mongo.TemplateDocument.CATEGORY;
import static app.nero.template.mongo.TemplateDocument.CREATED_AT;
import static app.nero.template.mongo.TemplateDocument.ID;
import static app.nero.template.mongo.TemplateDocument.IS_TRENDING;
import static app.nero.template.mongo.TemplateDocument.LIKE_COUNT;
import static app.nero.template.mongo.TemplateDocument.SEARCH_TEXT;
import static app.nero.template.mongo.TemplateDocument.SEARCH_TOKENS;
import static app.nero.template.mongo.TemplateDocument.STYLE;
import static app.nero.template.mongo.TemplateDocument.TAGS;
import static app.nero.template.mongo.TemplateDocument.TRENDING_SCORE;
import static app.nero.template.mongo.TemplateDocument.VIEW_COUNT;
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
 * <p>A list of templates is filtered by any of category, style and tag, in one of four orders. For each of these filters and
 * each order there is an index that begins with the filter's field and continues with the order, so that a page is read from
 * the index in its order and nothing is sorted. The remaining fields of the index answer the other filters without fetching
 * documents. They include the search text, except where the index is multikey: there MongoDB does not test a regex on index
 * keys. {@link MongoTemplateSearch} describes how a search uses the indexes. The cost: a like or a view moves one entry in
 * each index on its counter and each on the score, that is in seven, and in two more for each tag.
 */
final class TemplateIndexes {

    /** Finds the templates that contain a word. */
    static final Bson OF_WORDS = ascending(SEARCH_TOKENS, CATEGORY,
            STYLE, ID);

    /** Holds trending templates only. */
    static final Bson OF_TRENDING = ascending(IS_TRENDING, CREATED_AT,
            ID, LIKE_COUNT, VIEW_COUNT,
            TRENDING_SCORE, CATEGORY, STYLE);

    /** Filters and sorts templates whose ids are known. */
    static final Bson OF_IDS = ascending(ID, CREATED_AT, LIKE_COUNT,
            VIEW_COUNT, TRENDING_SCORE, CATEGORY,
            STYLE, IS_TRENDING, SEARCH_TEXT);

    private TemplateIndexes() {}

    /** Finds the templates that have a tag, in the order of a field. */
    static Bson ofTag(String order) {
        return compoundIndex(ascending(TAGS), descending(order, ID),
                ascending(CATEGORY, STYLE, IS_TRENDING));
    }

    static IndexModel[] all() {
        List<IndexModel> indexes = new ArrayList<>(List.of(new IndexModel(OF_WORDS), new IndexModel(OF_IDS),
                new IndexModel(OF_TRENDING,
                        new IndexOptions().partialFilterExpression(eq(IS_TRENDING, true)))));
        for (String order : List.of(CREATED_AT, LIKE_COUNT,
                VIEW_COUNT, TRENDING_SCORE)) {
            Bson down = descending(order, ID);
            indexes.add(compound(down, ascending(IS_TRENDING, SEARCH_TEXT)));
            indexes.add(compound(ascending(CATEGORY), down, ascending(STYLE,
                    IS_TRENDING, SEARCH_TEXT)));
            indexes.add(compound(ascending(STYLE), down, ascending(CATEGORY,
                    IS_TRENDING, SEARCH_TEXT)));
            indexes.add(new IndexModel(ofTag(order)));
        }
        return indexes.toArray(IndexModel[]::new);
    }

    private static IndexModel compound(Bson... parts) {
        return new IndexModel(compoundIndex(parts));
    }
}
