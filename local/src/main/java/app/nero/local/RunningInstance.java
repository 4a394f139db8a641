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
 * A file in the data folder with the addresses of the database and the picture host of a running Nero. Only one process can open
 * the embedded database, so other commands connect to that process. Only the owner can read the file.
 */
public final class RunningInstance {

    private static final String FILE = "running.env";
    private static final String MONGODB_URI = "MONGODB_URI";
    private static final String CLOUDINARY_URL = "CLOUDINARY_URL";
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private RunningInstance() {}

    public static void write(Path data, Map<String, String> settings) throws IOException {
        LocalSecrets.writeForOwner(data.resolve(FILE),
                Map.of(MONGODB_URI, settings.get(MONGODB_URI), CLOUDINARY_URL, settings.get(CLOUDINARY_URL)));
    }

    static void delete(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /** Returns the recorded settings, or empty if nothing listens there, for example because the process was killed. */
    public static Optional<Map<String, String>> find(Path data) throws IOException {
        Map<String, String> settings = LocalSecrets.read(data.resolve(FILE));
        return Optional.of(settings)
                .filter(found -> !found.isEmpty() && isListening(URI.create(found.get(MONGODB_URI))));
    }

    private static boolean isListening(URI mongo) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(mongo.getHost(), mongo.getPort()), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
