package app.nero.infrastructure.mongo;

import app.nero.domain.Deadline;
import app.nero.domain.UnavailableException.Service;
import app.nero.domain.UnavailableException;
import com.mongodb.ConnectionString;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;

/** A database by its URI, and the one place where the driver's failures become Nero's. */
public final class MongoConnection implements AutoCloseable {

    private static final String DEFAULT_DATABASE = "nero";

    /** An execution environment answers one request at a time; 500 of them stay under 1,500 connections. */
    private static final int MAX_CONNECTIONS = 2;

    /** The most that one call may take; all calls of a request together end by its {@link Deadline}. */
    private static final long CALL_MILLIS = 2_500;
    private static final int CONNECT_MILLIS = 2_000;

    /** Stands for a URI's {@code timeoutMS=0}, with which calls wait as long as their request may. */
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    private final MongoClient client;
    private final MongoDatabase database;

    private MongoConnection(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    /**
     * Connects in the background; what the URI says goes before the defaults here.
     *
     * @throws IllegalArgumentException if the URI cannot be read
     */
    public static MongoConnection open(String uri) {
        ConnectionString connectionString = parse(uri);
        MongoClientSettings settings = MongoClientSettings.builder() //
                .applyToConnectionPoolSettings(pool -> pool.maxSize(MAX_CONNECTIONS)) //
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) //
                .timeout(CALL_MILLIS, TimeUnit.MILLISECONDS) //
                .writeConcern(WriteConcern.MAJORITY) //
                .applyConnectionString(connectionString) //
                .build();
        String name = connectionString.getDatabase();
        MongoClient client = MongoClients.create(settings);
        return new MongoConnection(client, client.getDatabase(name == null ? DEFAULT_DATABASE : name));
    }

    /** The driver's own message could quote what is in the URI. */
    private static ConnectionString parse(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException | MongoException _) {
            throw new IllegalArgumentException(
                    "the setting MONGODB_URI cannot be read: not a MongoDB connection string");
        }
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /**
     * Runs one call of the driver.
     *
     * @throws UnavailableException if the database fails or does not answer in time
     */
    static <T> T call(MongoCollection<Document> collection, Function<MongoCollection<Document>, T> operation) {
        try {
            return operation.apply(inTime(collection));
        } catch (MongoException e) {
            throw new UnavailableException(Service.DATABASE, e);
        }
    }

    /** Runs a call that answers null where it finds nothing. */
    static <T> Optional<T> find(MongoCollection<Document> collection,
            Function<MongoCollection<Document>, T> operation) {
        return call(collection, it -> Optional.ofNullable(operation.apply(it)));
    }

    /** Runs a write that a unique index may refuse; empty where it did. */
    static <T> Optional<T> callUnlessDuplicate(MongoCollection<Document> collection,
            Function<MongoCollection<Document>, T> operation) {
        return call(collection, it -> {
            try {
                return Optional.of(operation.apply(it));
            } catch (MongoServerException e) {
                if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static MongoCollection<Document> inTime(MongoCollection<Document> collection) {
        long millis = collection.getTimeout(TimeUnit.MILLISECONDS);
        Duration limit = millis == 0 ? NO_LIMIT : Duration.ofMillis(millis);
        return collection.withTimeout(Deadline.left(limit).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close();
    }
}
