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

/**
 * One page of the templates that match a query, as MongoDB filters.
 *
 * @param whole whether a search finds the templates that contain all its words as whole words, or the other ones
 */
record MongoTemplateQuery(TemplateQuery query, boolean whole, Page page) {

    /** The end of a word in the search text. */
    private static final String WORD_END = "(?:" + TemplateDocument.SEPARATOR + "|$)";

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
        String end = whole ? WORD_END : "";
        Stream<String> required = words().stream().map(word -> word.parts().size() == 1
                ? TemplateDocument.SEPARATOR + word.joined() + end
                : "^" + lookahead(word, end));
        // One regex and no negated filter, which MongoDB would test on documents instead of on the keys of an index.
        Stream<String> excluded = whole || words().isEmpty()
                ? Stream.empty()
                : Stream.of(words().stream().map(word -> lookahead(word, WORD_END))
                        .collect(Collectors.joining("", "^(?!", ")")));
        return Optional.of(Stream.concat(required, excluded).map(pattern -> regex("searchText", pattern)).toList())
                .filter(patterns -> !patterns.isEmpty()).map(Filters::and);
    }

    /** A pattern that requires the word in the text after it, as one word or as its parts. */
    private static String lookahead(SearchWord word, String end) {
        String parts = word.parts().stream().map(part -> lookahead(part, end)).collect(Collectors.joining());
        return word.parts().size() == 1 ? parts : "(?:" + lookahead(word.joined(), end) + "|" + parts + ")";
    }

    private static String lookahead(String word, String end) {
        return "(?=.*" + TemplateDocument.SEPARATOR + word + end + ")";
    }

    /** Requires a token that the word needs, or that begins with the first part of it. */
    Bson token(SearchWord word) {
        String first = word.parts().getFirst();
        return whole ? in("searchTokens", word.joined(), first) : regex("searchTokens", "^" + first);
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
