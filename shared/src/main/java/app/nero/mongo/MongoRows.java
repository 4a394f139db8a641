package app.nero.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * A collection, in whatever client is open at the moment.
 *
 * @param limit of one call, where it is not the connection's
 * @param concern of writes, where it is not the connection's
 */
public record MongoRows(Supplier<MongoDatabase> database, String name, Optional<Duration> limit,
        Optional<WriteConcern> concern) {

    public MongoRows within(Duration other) {
        return new MongoRows(database, name, Optional.of(other), concern);
    }

    public MongoRows written(WriteConcern other) {
        return new MongoRows(database, name, limit, Optional.of(other));
    }

    public MongoCollection<Document> collection() {
        MongoCollection<Document> standard = database.get().getCollection(name);
        MongoCollection<Document> written = concern.map(standard::withWriteConcern).orElse(standard);
        return limit.map(it -> written.withTimeout(it.toMillis(), TimeUnit.MILLISECONDS)).orElse(written);
    }
}
