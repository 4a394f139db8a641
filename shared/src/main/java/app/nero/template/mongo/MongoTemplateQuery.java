package app.nero.template.mongo;

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

/** A stretch of the templates that a query means, in MongoDB's terms. */
record MongoTemplateQuery(TemplateQuery query, Page stretch) {

    /** Tokens are of letters and digits alone. */
    private static final String SEPARATOR = " ";

    /** Each token behind a separator, so that the beginning of one can be told from its middle. */
    static String text(Collection<String> tokens) {
        return tokens.stream().map(SEPARATOR::concat).collect(Collectors.joining());
    }

    /** The field that the order is of, above the id. */
    String key() {
        return switch (query.sort()) {
            case NEWEST -> MongoTemplates.CREATED_AT;
            case POPULAR -> MongoTemplates.LIKE_COUNT;
            case VIEWS -> MongoTemplates.VIEW_COUNT;
            case TRENDING -> MongoTemplates.TRENDING_SCORE;
        };
    }

    /** All that the query means, in one command. */
    FindIterable<Document> find(MongoCollection<Document> templates) {
        return page(templates.find(range(List.of(category(), style(), tag(), trending(), text()))));
    }

    /** The stretch's part of what was found. */
    FindIterable<Document> page(FindIterable<Document> found) {
        return read(found).skip(stretch.skip()).limit(stretch.size());
    }

    /** What was found, in order. */
    FindIterable<Document> read(FindIterable<Document> found) {
        return found.sort(order()).projection(MongoTemplates.WITHOUT_SEARCH);
    }

    /** Whether there is nothing more to look for. */
    boolean fills(List<?> page) {
        return page.size() == stretch.size();
    }

    Bson order() {
        return descending(key(), MongoTemplates.ID);
    }

    Optional<Bson> category() {
        return query.category().map(Label::value).map(category -> eq(MongoTemplates.CATEGORY, category));
    }

    Optional<Bson> style() {
        return query.style().map(Label::value).map(style -> eq(MongoTemplates.STYLE, style));
    }

    Optional<Bson> tag() {
        return query.tag().map(Label::value).map(tag -> eq(MongoTemplates.TAGS, tag));
    }

    Optional<Bson> trending() {
        return query.trending().map(trending -> eq(MongoTemplates.IS_TRENDING, trending));
    }

    List<SearchWord> words() {
        return query.search().map(SearchQuery::words).orElse(List.of());
    }

    /** Whether all words are in the text, by patterns of letters and digits. */
    Optional<Bson> text() {
        return Optional.of(words().stream().map(word -> regex(MongoTemplates.SEARCH_TEXT, pattern(word))).toList())
                .filter(patterns -> !patterns.isEmpty()).map(Filters::and);
    }

    private static String pattern(SearchWord word) {
        String joined = SEPARATOR + word.joined();
        if (word.parts().size() == 1) {
            return joined;
        }
        return word.parts().stream().map(part -> "(?=.*" + SEPARATOR + part + ")")
                .collect(Collectors.joining("", "^(?:(?=.*" + joined + ")|", ")"));
    }

    /** Whether a token begins as a word does, be it one word or parts of it that a template has. */
    static Bson token(SearchWord word) {
        return regex(MongoTemplates.SEARCH_TOKENS, "^" + word.parts().getFirst());
    }

    /**
     * Those in the stretch that pass the filters, by ranges of the order. Each branch has all the filters in it, so that
     * each is a range of one index and MongoDB merges the two in order: among a million templates that nobody likes yet, no
     * page is read from the first of them on.
     */
    Bson range(List<Optional<Bson>> filters) {
        return stretch.after()
                .map(place -> or(all(filters, lt(key(), value(place.key()))),
                        all(filters, eq(key(), value(place.key())), lt(MongoTemplates.ID, id(place)))))
                .orElseGet(() -> all(filters, begun()));
    }

    /** Those of the ids that are in the stretch and pass the filters. */
    Bson among(Collection<ObjectId> ids, List<Optional<Bson>> filters) {
        return stretch.after().map(place -> after(place, ids, filters))
                .orElseGet(() -> all(filters, in(MongoTemplates.ID, ids)));
    }

    /** Those below the place's id may be level with it; parted by their ids, all is told by ranges. */
    private Bson after(Position place, Collection<ObjectId> ids, List<Optional<Bson>> filters) {
        Map<Boolean, List<ObjectId>> below = ids.stream()
                .collect(Collectors.partitioningBy(id -> id.compareTo(id(place)) < 0));
        return or(all(filters, in(MongoTemplates.ID, below.get(true)), lte(key(), value(place.key()))),
                all(filters, in(MongoTemplates.ID, below.get(false)), lt(key(), value(place.key()))));
    }

    /** All there is: only of a range does MongoDB try the words on what stands behind it in the index. */
    private Bson begun() {
        return gte(key(), value(Double.NEGATIVE_INFINITY));
    }

    private Object value(double key) {
        return query.sort() == TemplateSort.NEWEST ? new Date((long) key) : (Object) key;
    }

    private static ObjectId id(Position place) {
        return MongoTemplates.objectId(place.id());
    }

    /** Whether it passes those filters that are there. */
    static Bson all(List<Optional<Bson>> filters, Bson... more) {
        return and(Stream.concat(filters.stream().flatMap(Optional::stream), Arrays.stream(more)).toList());
    }
}
