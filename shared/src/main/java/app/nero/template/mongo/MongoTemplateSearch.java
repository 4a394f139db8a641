package app.nero.template.mongo;

import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Aggregates.skip;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIndexes;
import app.nero.mongo.MongoRows;
import app.nero.template.Template;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoIterable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Finds templates by words: which ones, the indexes alone tell, and read are those that a page shows. MongoDB tries words on the
 * text in an index that keeps an order, unless there is an array in it. So what many have is looked for near the beginning of
 * the order. Of what few have, the index of a tag, of what is trending or of words tells the ids, and the index of ids, which
 * holds all that is asked for and ordered by, tells the page. What is neither near nor few, such as words that many have and
 * that seldom meet, is looked for along the whole order.
 */
public final class MongoTemplateSearch {

    /** Looking at so many entries of an order takes some 1.5 ms. */
    static final int NEAR = 1_000;

    /** Finding so many ids and putting them in order takes some 60 ms; what more have, an order meets sooner. */
    static final int FEW = 10_000;

    private final MongoRows templates;
    private final int near;
    private final int few;

    MongoTemplateSearch(MongoRows templates, int near, int few) {
        this.templates = templates;
        this.near = near;
        this.few = few;
    }

    /** What has all the words, of which there is at least one. */
    List<Template> list(MongoTemplateQuery query) {
        return narrowIndex(query)
                .map(index -> narrow(query, index, near).or(() -> narrow(query, index, few)))
                .orElseGet(() -> near(query))
                .or(() -> few(query))
                .orElseGet(() -> MongoTemplates.read(templates, query::find));
    }

    /** Behind a limit MongoDB tries the words on what the index holds, and not before it has looked at as many. */
    private Optional<List<Template>> near(MongoTemplateQuery query) {
        List<Bson> pipeline = List.of(match(query.range(List.of(query.category().or(query::style)))),
                sort(query.order()), limit(near),
                match(MongoTemplateQuery.all(List.of(query.style(), query.trending(), query.text()))),
                skip(query.stretch().skip()), limit(query.stretch().size()), project(include(MongoTemplates.ID)));
        return full(MongoConnection.call(templates, it -> ids(it.aggregate(pipeline))), query);
    }

    /** An index of templates that are by far not all. */
    private static Optional<Bson> narrowIndex(MongoTemplateQuery query) {
        Optional<Bson> ofTag = query.tag().map(_ -> MongoIndexes.ofTag(query.key()));
        return ofTag.or(() -> query.query().trending().filter(it -> it).map(_ -> MongoIndexes.OF_TRENDING));
    }

    /** The first in the order that have the tag or are trending, without those that lack a word. */
    private Optional<List<Template>> narrow(MongoTemplateQuery query, Bson index, int count) {
        Bson filter = query.range(List.of(query.tag(), query.category(), query.style(), query.trending()));
        List<ObjectId> first = ids(it -> it.find(filter).sort(query.order()).hint(index), count);
        return first.size() < count
                ? Optional.of(page(first, query, Optional.empty()))
                : full(ids(among(first, query, Optional.empty()), query.stretch().size()), query);
    }

    /** Those that have a word which few have; a long one is likely one. */
    private Optional<List<Template>> few(MongoTemplateQuery query) {
        return query.words().stream().sorted(Comparator.comparing(word -> -word.joined().length()))
                .map(word -> MongoTemplateQuery.all(List.of(query.category(), query.style()),
                        MongoTemplateQuery.token(word)))
                .map(filter -> ids(it -> it.find(filter).hint(MongoIndexes.OF_WORDS), few))
                .filter(ids -> ids.size() < few).findFirst()
                .map(ids -> page(ids, query, query.tag()));
    }

    private List<Template> page(List<ObjectId> ids, MongoTemplateQuery query, Optional<Bson> tag) {
        return ids.isEmpty() ? List.of() : MongoTemplates.read(templates, among(ids, query, tag));
    }

    private static Query among(List<ObjectId> ids, MongoTemplateQuery query, Optional<Bson> tag) {
        Bson filter = query.among(ids, List.of(tag, query.category(), query.style(), query.trending(), query.text()));
        return it -> query.page(it.find(filter)).hint(MongoIndexes.OF_IDS);
    }

    /** Reads a page whose templates are known, if it is full. */
    private Optional<List<Template>> full(List<ObjectId> ids, MongoTemplateQuery query) {
        return Optional.of(ids).filter(query::fills)
                .map(page -> MongoTemplates.read(templates,
                        it -> query.read(it.find(in(MongoTemplates.ID, page))).hint(MongoIndexes.OF_IDS)))
                .filter(query::fills);
    }

    private List<ObjectId> ids(Query query, int count) {
        return MongoConnection.call(templates,
                it -> ids(query.apply(it).projection(include(MongoTemplates.ID)).limit(count).batchSize(count)));
    }

    private static List<ObjectId> ids(MongoIterable<Document> rows) {
        return rows.map(row -> row.getObjectId(MongoTemplates.ID)).into(new ArrayList<>());
    }

    private interface Query extends Function<MongoCollection<Document>, FindIterable<Document>> {}
}
