package app.nero.template.mongo;

import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.descending;

import app.nero.template.Label;
import app.nero.template.Page;
import app.nero.template.Position;
import app.nero.template.SearchQuery;
import app.nero.template.SearchWord;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** One page of the templates that match a query, as MongoDB filters. */
record MongoTemplateQuery(TemplateQuery query, Page page) {

    /** The field to sort by; ties are ordered by id. */
    String key() {
        return switch (query.sort()) {
            case NEWEST -> "createdAt";
            case POPULAR -> "popularity";
            case VIEWS -> "viewCount";
            case TRENDING -> "trendingScore";
        };
    }

    /** Reads the page in one command. */
    FindIterable<Document> find(MongoCollection<Document> templates) {
        return paged(templates.find(range(List.of(category(), style(), tag(), trending(), text()))));
    }

    /** The part of the found templates that is on the page. */
    FindIterable<Document> paged(FindIterable<Document> found) {
        return ordered(found).skip(page.skip()).limit(page.size());
    }

    FindIterable<Document> ordered(FindIterable<Document> found) {
        return found.sort(order()).projection(TemplateDocument.WITHOUT_SEARCH);
    }

    boolean isFilledBy(List<?> found) {
        return found.size() == page.size();
    }

    Bson order() {
        return descending(key(), "_id");
    }

    Optional<Bson> category() {
        return query.category().map(Label::value).map(category -> eq("category", category));
    }

    Optional<Bson> style() {
        return query.style().map(Label::value).map(style -> eq("style", style));
    }

    Optional<Bson> tag() {
        return query.tag().map(Label::value).map(tag -> eq("tags", tag));
    }

    Optional<Bson> trending() {
        return query.trending().map(trending -> eq("isTrending", trending));
    }

    List<SearchWord> words() {
        return query.search().map(SearchQuery::words).orElse(List.of());
    }

    /** Requires all words in the search text. Words contain no regex operators, so they need no escaping. */
    Optional<Bson> text() {
        return Optional.of(words().stream().map(word -> regex("searchText", pattern(word))).toList())
                .filter(patterns -> !patterns.isEmpty()).map(Filters::and);
    }

    private static String pattern(SearchWord word) {
        String joined = TemplateDocument.SEPARATOR + word.joined();
        if (word.parts().size() == 1) {
            return joined;
        }
        return word.parts().stream().map(part -> "(?=.*" + TemplateDocument.SEPARATOR + part + ")")
                .collect(Collectors.joining("", "^(?:(?=.*" + joined + ")|", ")"));
    }

    /** Requires a token that begins with the first part of the word. */
    static Bson token(SearchWord word) {
        return regex("searchTokens", "^" + word.parts().getFirst());
    }

    /**
     * The templates from the page on that pass the filters. Both branches repeat the filters, so that each is a range
     * of one index and MongoDB merges them in order, without scanning templates with an equal key that come before the
     * page.
     */
    Bson range(List<Optional<Bson>> filters) {
        return page.after()
                .map(position -> or(all(filters, lt(key(), value(position.key()))),
                        all(filters, eq(key(), value(position.key())), lt("_id", objectId(position.id())))))
                // All keys. MongoDB tests the words on the index keys only if the leading field has a range.
                .orElseGet(() -> all(filters, gte(key(), value(Double.NEGATIVE_INFINITY))));
    }

    /** The templates with these ids from the page on that pass the filters. */
    Bson among(Collection<ObjectId> ids, List<Optional<Bson>> filters) {
        return page.after().map(position -> after(position, ids, filters))
                .orElseGet(() -> all(filters, in("_id", ids)));
    }

    /** Templates with lower ids may have the position's key. Splitting the ids there leaves only ranges of the key. */
    private Bson after(Position position, Collection<ObjectId> ids, List<Optional<Bson>> filters) {
        Map<Boolean, List<ObjectId>> below = ids.stream()
                .collect(Collectors.partitioningBy(id -> id.compareTo(objectId(position.id())) < 0));
        return or(all(filters, in("_id", below.get(true)), lte(key(), value(position.key()))),
                all(filters, in("_id", below.get(false)), lt(key(), value(position.key()))));
    }

    private Object value(double key) {
        return query.sort() == TemplateSort.NEWEST ? new Date((long) key) : (Object) key;
    }

    /** Requires the filters that are present, and more. */
    static Bson all(List<Optional<Bson>> filters, Bson... more) {
        return and(Stream.concat(filters.stream().flatMap(Optional::stream), Arrays.stream(more)).toList());
    }
}
