package app.nero.template.mongo;

import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Aggregates.skip;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import app.nero.mongo.MongoRows;
import app.nero.template.Page;
import app.nero.template.Position;
import app.nero.template.Template;
import app.nero.template.TemplateQuery;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoIterable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Finds templates by words. Matching uses indexes only; documents are fetched only for the templates on the page. The
 * first of these strategies that fills the page or finds all matches wins:
 *
 * <ol>
 * <li>If the query has a tag or asks for trending templates, the index on these yields candidate ids.
 * <li>Otherwise, the words are tested on the first entries of an index in list order, where common words are found
 * soon. MongoDB can test a regex on index keys, unless the index is multikey.
 * <li>The index of words yields the ids for a word that few templates contain.
 * <li>The words are tested on the whole order, for example if two common words seldom occur together.
 * </ol>
 *
 * <p>Ids are filtered and sorted in the index of ids, which contains every field to filter or sort by.
 */
public final class MongoTemplateSearch {

    /** Testing this many entries of an order takes about 1.5 ms. */
    static final int NEAR = 1_000;

    /** Finding and sorting this many ids takes about 60 ms; for more matches, scanning the order is faster. */
    static final int FEW = 10_000;

    private final MongoRows templates;
    private final int near;
    private final int few;

    MongoTemplateSearch(MongoRows templates, int near, int few) {
        this.templates = templates;
        this.near = near;
        this.few = few;
    }

    /**
     * Lists the templates that contain all words, of which there is at least one. Looks for beginnings of words only if
     * the templates with whole words do not fill the page.
     */
    List<Template> list(TemplateQuery query, Page page) {
        List<Template> found = new ArrayList<>();
        if (page.after().stream().allMatch(Position::whole)) {
            // The offset counts both kinds of templates.
            Page whole = new Page(page.after(), 0, page.skip() + page.size());
            found.addAll(list(new MongoTemplateQuery(query, true, whole)));
        }
        int missing = page.skip() + page.size() - found.size();
        if (missing > 0) {
            Page rest = new Page(page.after().filter(position -> !position.whole()),
                    Math.max(0, page.skip() - found.size()), Math.min(missing, page.size()));
            List<Template> others = list(new MongoTemplateQuery(query, false, rest));
            return Stream.concat(found.stream().skip(page.skip()), others.stream()).toList();
        }
        return found.subList(page.skip(), found.size());
    }

    private List<Template> list(MongoTemplateQuery query) {
        return narrowIndex(query)
                .map(index -> narrow(query, index, near).or(() -> narrow(query, index, few)))
                .orElseGet(() -> near(query))
                .or(() -> few(query))
                .orElseGet(() -> read(query::find));
    }

    /** The limit comes before the words, so MongoDB tests at most that many index entries. */
    private Optional<List<Template>> near(MongoTemplateQuery query) {
        List<Bson> pipeline = List.of(match(query.range(List.of(query.category().or(query::style)))),
                sort(query.order()), limit(near),
                match(MongoTemplateQuery.all(List.of(query.style(), query.trending(), query.text()))),
                skip(query.page().skip()), limit(query.page().size()), project(include("_id")));
        return full(templates.call(collection -> ids(collection.aggregate(pipeline))), query);
    }

    /** The index on the tag or on trending templates, which covers few templates. */
    private static Optional<Bson> narrowIndex(MongoTemplateQuery query) {
        Optional<Bson> ofTag = query.tag().map(_ -> TemplateIndexes.ofTag(query.key()));
        return ofTag
                .or(() -> query.query().trending().filter(Boolean::booleanValue).map(_ -> TemplateIndexes.OF_TRENDING));
    }

    /** Reads the first ids from the index, in list order, and filters them by words. */
    private Optional<List<Template>> narrow(MongoTemplateQuery query, Bson index, int count) {
        Bson filter = query.range(List.of(query.tag(), query.category(), query.style(), query.trending()));
        List<ObjectId> first = ids(collection -> collection.find(filter).sort(query.order()).hint(index), count);
        return first.size() < count
                ? Optional.of(page(first, query, Optional.empty()))
                : full(ids(among(first, query, Optional.empty()), query.page().size()), query);
    }

    /** Tries the longest word first, since few templates are likely to contain it. */
    private Optional<List<Template>> few(MongoTemplateQuery query) {
        return query.words().stream().sorted(Comparator.comparing(word -> -word.joined().length()))
                .map(word -> MongoTemplateQuery.all(List.of(query.category(), query.style()),
                        query.token(word)))
                .map(filter -> ids(collection -> collection.find(filter).hint(TemplateIndexes.OF_WORDS), few))
                .filter(ids -> ids.size() < few).findFirst()
                .map(ids -> page(ids, query, query.tag()));
    }

    private List<Template> page(List<ObjectId> ids, MongoTemplateQuery query, Optional<Bson> tag) {
        return ids.isEmpty() ? List.of() : read(among(ids, query, tag));
    }

    private static Query among(List<ObjectId> ids, MongoTemplateQuery query, Optional<Bson> tag) {
        Bson filter = query.among(ids, List.of(tag, query.category(), query.style(), query.trending(), query.text()));
        return collection -> query.paged(collection.find(filter)).hint(TemplateIndexes.OF_IDS);
    }

    /** Reads the templates with these ids if they fill the page. */
    private Optional<List<Template>> full(List<ObjectId> ids, MongoTemplateQuery query) {
        return Optional.of(ids).filter(query::isFilledBy)
                .map(all -> read(collection -> query.ordered(collection.find(in("_id", all)))
                        .hint(TemplateIndexes.OF_IDS)))
                .filter(query::isFilledBy);
    }

    private List<Template> read(Query query) {
        return templates.list(query, TemplateDocument::read);
    }

    private List<ObjectId> ids(Query query, int count) {
        return templates.call(
                collection -> ids(query.apply(collection).projection(include("_id")).limit(count).batchSize(count)));
    }

    private static List<ObjectId> ids(MongoIterable<Document> rows) {
        return rows.map(row -> row.getObjectId("_id")).into(new ArrayList<>());
    }

    private interface Query extends Function<MongoCollection<Document>, FindIterable<Document>> {}
}
