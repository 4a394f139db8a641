package app.nero.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database and the pictures of a running Nero are, in a file of its data folder that its owner alone can read: the
 * embedded database is one process's, so that other commands ask that process.
 */
public final class RunningInstance {

    private static final String FILE = "running.env";
    private static final String MONGODB_URI = "MONGODB_URI";
    private static final String CLOUDINARY_URL = "CLOUDINARY_URL";
    private static final int PATIENCE_MILLIS = 1_000;

    private RunningInstance() {}

    public static void note(Path data, Map<String, String> settings) throws IOException {
        LocalSecrets.writeForOwner(data.resolve(FILE),
                Map.of(MONGODB_URI, settings.get(MONGODB_URI), CLOUDINARY_URL, settings.get(CLOUDINARY_URL)));
    }

    static void forget(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /** Its settings; empty where none is running, even if one that was killed left its note behind. */
    public static Optional<Map<String, String>> find(Path data) throws IOException {
        Map<String, String> settings = LocalSecrets.read(data.resolve(FILE));
        return Optional.of(settings).filter(it -> !it.isEmpty() && answers(URI.create(it.get(MONGODB_URI))));
    }

    private static boolean answers(URI mongo) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(mongo.getHost(), mongo.getPort()), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
