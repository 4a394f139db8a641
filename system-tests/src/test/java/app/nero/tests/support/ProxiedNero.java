package app.nero.tests.support;

import app.nero.local.LocalNero;
import app.nero.local.LocalNero.Replacements;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A Nero that connects to its database through a {@link FaultyProxy}, next to a Nero that connects directly. */
public final class ProxiedNero implements AutoCloseable {

    /** The API's time limit for a response. The client fails the test if a response takes longer. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final String MONGODB_URI = "MONGODB_URI";

    private final FaultyProxy proxy;
    private final LocalNero nero;
    private final ApiClient api;
    private final MongoClient mongo;
    private final MongoDatabase database;

    private ProxiedNero(LocalNero direct, FaultyProxy proxy, LocalNero nero) {
        this.proxy = proxy;
        this.nero = nero;
        api = new ApiClient(nero, DEADLINE);
        mongo = MongoClients.create(direct.settings().get(MONGODB_URI));
        database = RunningNero.database(direct, mongo);
    }

    /**
     * @param direct provides the database and the settings; stays open when this is closed
     * @param settings replace those of {@code direct}
     */
    public static ProxiedNero startBeside(LocalNero direct, Map<String, String> settings) {
        return startBeside(direct, settings, Replacements.NONE);
    }

    /** Like the method above, with some parts replaced. */
    public static ProxiedNero startBeside(LocalNero direct, Map<String, String> settings, Replacements replacements) {
        try {
            FaultyProxy proxy = new FaultyProxy(direct.settings().get(MONGODB_URI));
            Map<String, String> own = new HashMap<>(settings);
            own.put(MONGODB_URI, proxy.uri());
            return new ProxiedNero(direct, proxy, RunningNero.startBeside(direct, own, replacements));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FaultyProxy proxy() {
        return proxy;
    }

    public LocalNero nero() {
        return nero;
    }

    public ApiClient api() {
        return api;
    }

    /** The database, without the proxy. */
    public MongoDatabase database() {
        return database;
    }

    @Override
    public void close() {
        mongo.close();
        nero.close();
        proxy.close();
    }
}
