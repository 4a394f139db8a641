package app.nero.mongo;

import app.nero.kernel.Connection;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A database by its URI. */
public final class MongoConnection implements Connection, AutoCloseable {

    private static final String DEFAULT_DATABASE = "nero";

    /** An execution environment answers one request at a time; 500 of them stay under 1,500 connections. */
    private static final int MAX_CONNECTIONS = 2;

    /** The most that one call may take; all calls of a request together end by its {@link Deadline}. */
    private static final long CALL_MILLIS = 2_500;
    private static final int CONNECT_MILLIS = 2_000;

    private final MongoClientSettings settings;
    private final String database;
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
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToConnectionPoolSettings(pool -> pool.maxSize(MAX_CONNECTIONS))
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS))
                .timeout(CALL_MILLIS, TimeUnit.MILLISECONDS)
                .writeConcern(WriteConcern.MAJORITY)
                .applyConnectionString(connectionString)
                .build();
        MongoConnection connection = new MongoConnection(settings,
                Optional.ofNullable(connectionString.getDatabase()).orElse(DEFAULT_DATABASE));
        connection.reconnect();
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
        reconnect();
        return client.orElseThrow().getDatabase(database);
    }

    @Override
    public String name() {
        return "database";
    }

    /** Looks for a user that cannot exist, so that nothing of a real one is in memory when a snapshot is taken. */
    @Override
    public boolean ping() {
        try {
            return collection("users").findFirst(MongoIds.byId(Id.NOBODY)).isEmpty();
        } catch (UnavailableException _) {
            return false;
        }
    }

    @Override
    public void release() {
        close();
    }

    /** A new client: copies of a snapshot that shared a pool's sessions would be one caller to the server. */
    @Override
    public synchronized void reconnect() {
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
