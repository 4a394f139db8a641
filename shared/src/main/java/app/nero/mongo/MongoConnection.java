package app.nero.mongo;

import app.nero.kernel.Deadline;
import app.nero.kernel.Outside;
import app.nero.kernel.UnavailableException;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;

/** A database by its URI. */
public final class MongoConnection implements Outside, AutoCloseable {

    private static final String DEFAULT_DATABASE = "nero";

    /** An execution environment answers one request at a time; 500 of them stay under 1,500 connections. */
    private static final int MAX_CONNECTIONS = 2;

    /** The most that one call may take; all calls of a request together end by its {@link Deadline}. */
    private static final long CALL_MILLIS = 2_500;
    private static final int CONNECT_MILLIS = 2_000;

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
            return collection("users").findFirst(StandIn.NOBODY).isEmpty();
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
