package app.nero.mongo;

import app.nero.kernel.Connection;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A connection to a MongoDB database. */
public final class MongoConnection implements Connection, AutoCloseable {

    private static final String DEFAULT_DATABASE = "nero";

    /** An execution environment handles one request at a time. 500 environments stay below 1,500 connections. */
    private static final int MAX_CONNECTIONS = 2;

    /** Time limit of one call; the {@link Deadline} limits all calls of a request together. */
    private static final long CALL_MILLIS = 2_500;
    private static final int CONNECT_MILLIS = 2_000;

    /** While an environment is frozen, a NAT may drop its connections without closing them. AWS's does so after 350 s. */
    private static final long MAX_IDLE_SECONDS = 60;

    /** Longest wait for one of the connections. With the call after it, it fits into the time of a request. */
    private static final Duration MAX_WAIT = Duration.ofMillis(4_500);

    private final MongoClientSettings settings;
    private final String database;
    private final Semaphore free;
    private Optional<MongoClient> client = Optional.empty();

    private MongoConnection(MongoClientSettings settings, String database) {
        this.settings = settings;
        this.database = database;
        int maxSize = settings.getConnectionPoolSettings().getMaxSize();
        this.free = new Semaphore(maxSize == 0 ? Integer.MAX_VALUE : maxSize, true);
    }

    /**
     * Connects in the background. Options in the URI override the defaults here.
     *
     * @throws IllegalArgumentException if the URI is malformed
     */
    public static MongoConnection open(String uri) {
        ConnectionString connectionString = parse(uri);
        MongoConnection connection = new MongoConnection(settings(connectionString),
                Optional.ofNullable(connectionString.getDatabase()).orElse(DEFAULT_DATABASE));
        connection.reconnect();
        return connection;
    }

    static MongoClientSettings settings(ConnectionString uri) {
        return MongoClientSettings.builder()
                .applyToConnectionPoolSettings(pool -> pool.maxSize(MAX_CONNECTIONS)
                        .maxConnectionIdleTime(MAX_IDLE_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS))
                .timeout(CALL_MILLIS, TimeUnit.MILLISECONDS)
                .writeConcern(WriteConcern.MAJORITY)
                .applyConnectionString(uri)
                .build();
    }

    /** Replaces the driver's message, which can quote parts of the URI. */
    private static ConnectionString parse(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException | MongoException _) {
            throw new IllegalArgumentException(
                    "the setting MONGODB_URI cannot be read: not a MongoDB connection string");
        }
    }

    public MongoRows collection(String name) {
        return new MongoRows(this, name, Optional.empty(), Optional.empty());
    }

    /**
     * Runs one call of the driver once a connection is free. The driver would count the wait against the time limit of the call, so
     * that a busy process looks like a failed database. A call must not make another one.
     */
    <T> T call(Function<MongoDatabase, T> operation) {
        awaitFree();
        try {
            return operation.apply(database());
        } catch (MongoException e) {
            throw new UnavailableException(Service.DATABASE, e);
        } finally {
            free.release();
        }
    }

    private void awaitFree() {
        try {
            if (!free.tryAcquire(Deadline.remaining(MAX_WAIT).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException(Service.DATABASE,
                        new TimeoutException("no connection was free in time"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(Service.DATABASE, e);
        }
    }

    private synchronized MongoDatabase database() {
        reconnect();
        return client.orElseThrow().getDatabase(database);
    }

    @Override
    public String name() {
        return "database";
    }

    /** Queries a user that cannot exist, so that no user's data is in memory when a snapshot is taken. */
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

    /** Creates a new client, because copies of a snapshot must not share the sessions of one client. */
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
