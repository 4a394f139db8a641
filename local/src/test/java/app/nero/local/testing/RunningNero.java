package app.nero.local.testing;

import app.nero.local.LocalLimits;
import app.nero.local.LocalNero;
import app.nero.local.LocalNero.Replacements;
import app.nero.studio.ModelFile;
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
 * Starts Nero from {@code template.yaml} on a free port with a new data folder. Uses a new database on the configured MongoDB
 * server if there is one, otherwise the embedded database.
 */
public final class RunningNero {

    public static final Path TEMPLATE = Path.of("..", "template.yaml");

    /** A setting of every instance, so that it serves all routes. */
    public static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String MONGODB_URI = "MONGODB_URI";

    private RunningNero() {}

    /** @param client a client of the database server; the caller closes it */
    public static MongoDatabase database(LocalNero nero, MongoClient client) {
        return client.getDatabase(new ConnectionString(nero.settings().get(MONGODB_URI)).getDatabase());
    }

    /** Uses the limits of a deployed stack, except those by IP address, because all tests share one. */
    public static LocalNero start(Map<String, String> environment) {
        return start(environment, Replacements.NONE);
    }

    /** Like the method above, with some parts replaced. */
    public static LocalNero start(Map<String, String> environment, Replacements replacements) {
        Map<String, String> settings = new HashMap<>(LocalLimits.DEPLOYED);
        settings.put("NERO_SENDS_PER_IP", "100000/PT1H");
        settings.put("NERO_RATE_LIMIT", "1000000/PT15M");
        settings.put("NERO_READ_RATE_LIMIT", "1000000/PT15M");
        settings.put("NERO_POLL_RATE_LIMIT", "1000000/PT15M");
        // Classic filters are faster, and make the same images on each machine.
        settings.put(ModelFile.SETTING, "target/no-networks");
        settings.put("REPLICATE_WEBHOOK_SECRET", WEBHOOK_SECRET);
        if (!environment.containsKey(MONGODB_URI)) {
            ConfiguredMongo.newDatabase().ifPresent(uri -> settings.put(MONGODB_URI, uri));
        }
        settings.putAll(environment);
        try {
            return LocalNero.start(TEMPLATE, Files.createTempDirectory(Path.of("target"), "nero"), false, 0, settings,
                    _ -> {}, _ -> {}, replacements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts another instance with the settings of the first, and so with its database, keys and outbox. */
    public static LocalNero startBeside(LocalNero first) {
        return start(first.settings());
    }

    /** @param own settings that override those of the first instance */
    public static LocalNero startBeside(LocalNero first, Map<String, String> own) {
        return startBeside(first, own, Replacements.NONE);
    }

    /** Like the method above, with some parts replaced. */
    public static LocalNero startBeside(LocalNero first, Map<String, String> own, Replacements replacements) {
        Map<String, String> settings = new HashMap<>(first.settings());
        settings.putAll(own);
        return start(settings, replacements);
    }
}
