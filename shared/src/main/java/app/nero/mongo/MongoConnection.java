package app.nero.mongo;

import app.nero.kernel.Deadline;
import app.nero.kernel.Outside;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;

/** A database by its URI, and the one place where the driver's failures become Nero's. */
public final class MongoConnection implements Outside, AutoCloseable {

    private static final String DEFAULT_DATABASE = "nero";

    /** An execution environment answers one request at a time; 500 of them stay under 1,500 connections. */
    private static final int MAX_CONNECTIONS = 2;

    /** The most that one call may take; all calls of a request together end by its {@link Deadline}. */
    private static final long CALL_MILLIS = 2_500;
    private static final int CONNECT_MILLIS = 2_000;

    /** Stands for a URI's {@code timeoutMS=0}, with which calls wait as long as their request may. */
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    /** How often a rehearsal connects: TLS takes a restored copy's time, until the JVM has compiled it. */
    private static final int CONNECTS = 20;

    private final MongoClientSettings settings;
    private final String database;
    private final Map<String, Supplier<Document>> rehearsed = new HashMap<>();
    private Optional<StandIn> standIn = Optional.empty();
    private Optional<MongoClient> client = Optional.empty();

    private MongoConnection(MongoClientSettings settings, String database) {
        this.settings = settings;
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
        MongoConnection connection = new MongoConnection(settings,
                Optional.ofNullable(connectionString.getDatabase()).orElse(DEFAULT_DATABASE));
        connection.takeHold();
        return connection;
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

    public MongoRows collection(String name) {
        return new MongoRows(this::database, name, Optional.empty(), Optional.empty());
    }

    private synchronized MongoDatabase database() {
        takeHold();
        return client.orElseThrow().getDatabase(database);
    }

    /**
     * Runs one call of the driver.
     *
     * @throws UnavailableException if the database fails or does not answer in time
     */
    public static <T> T call(MongoRows rows, Function<MongoCollection<Document>, T> operation) {
        try {
            return operation.apply(inTime(rows.collection()));
        } catch (MongoException e) {
            throw new UnavailableException(Service.DATABASE, e);
        }
    }

    /** Runs a call that answers null where it finds nothing. */
    public static <T> Optional<T> find(MongoRows rows,
            Function<MongoCollection<Document>, T> operation) {
        return call(rows, it -> Optional.ofNullable(operation.apply(it)));
    }

    /** Runs a write that a unique index may refuse; empty where it did. */
    public static <T> Optional<T> callUnlessDuplicate(MongoRows rows,
            Function<MongoCollection<Document>, T> operation) {
        return call(rows, it -> {
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

    /** A rehearsal finds that row in a collection, instead of one that fits each of them. */
    public void rehearse(String collection, Supplier<Document> row) {
        rehearsed.put(collection, row);
    }

    @Override
    public String name() {
        return "database";
    }

    /** Reads of what cannot be there open connections, and bring nothing of anybody's into the snapshot. */
    @Override
    public synchronized boolean rehearse() {
        boolean reached = true;
        for (int i = 0; i < CONNECTS && reached; i++) {
            takeHold();
            reached = reaches();
            close();
        }
        StandIn inPlace = StandIn.start(rehearsed);
        standIn = Optional.of(inPlace);
        client = Optional.of(inPlace.client());
        return reached;
    }

    private boolean reaches() {
        try {
            return find(collection("users"), it -> it.find(StandIn.NOBODY).first()).isEmpty();
        } catch (UnavailableException _) {
            return false;
        }
    }

    @Override
    public synchronized void letGo() {
        close();
        standIn.ifPresent(StandIn::close);
        standIn = Optional.empty();
    }

    /** A new client and not the old one's pool: two copies with the sessions of one would be one caller to the server. */
    @Override
    public synchronized void takeHold() {
        if (client.isEmpty()) {
            client = Optional.of(MongoClients.create(settings));
        }
    }

    @Override
    public synchronized void close() {
        client.ifPresent(MongoClient::close);
        client = Optional.empty();
    }
}
