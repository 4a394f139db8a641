package app.nero.local.testing;

import app.nero.local.LocalNero;
import app.nero.testing.ConfiguredMongo;
import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts Nero from the product's own template, on a free port and in a folder of its own; on a database of a configured
 * server, where there is one, else on the embedded one.
 */
public final class RunningNero {

    public static final Path TEMPLATE = Path.of("..", "template.yaml");

    private static final String MONGODB_URI = "MONGODB_URI";

    private RunningNero() {}

    /** The database behind it, by a client that the test closes. */
    public static MongoDatabase database(LocalNero nero, MongoClient client) {
        return client.getDatabase(new ConnectionString(nero.settings().get(MONGODB_URI)).getDatabase());
    }

    /** Nobody is kept waiting between two sends, and nobody runs out of them. */
    public static LocalNero start(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(
                Map.of("NERO_SENDS_PER_IP", "100000/PT1H", "NERO_RATE_LIMIT", "1000000/PT15M"));
        if (!environment.containsKey(MONGODB_URI)) {
            ConfiguredMongo.newDatabase().ifPresent(uri -> settings.put(MONGODB_URI, uri));
        }
        settings.putAll(environment);
        try {
            return LocalNero.start(TEMPLATE, Files.createTempDirectory(Path.of("target"), "nero"), false, 0, settings,
                    _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another instance, with handlers of its own, that shares nothing with the first but what the settings name. */
    public static LocalNero startBeside(LocalNero first) {
        return start(first.settings());
    }

    /** The same, with some settings of its own. */
    public static LocalNero startBeside(LocalNero first, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(first.settings());
        settings.putAll(own);
        return start(settings);
    }
}
