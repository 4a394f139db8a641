import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Starts a mongod as a replica set with one member, on a free port and with a temporary folder. Runs a command with the URI in
 * {@code NERO_TEST_MONGODB_URI} and exits with the status of the command. A shutdown hook stops the server and deletes the folder.
 */
class WithMongod {

    private static final String SET = "rs0";

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("nero-mongod");
        int port = freePort();
        String address = "127.0.0.1:" + port;
        Process mongod = new ProcessBuilder(args[0], "--dbpath", folder.toString(), "--port", String.valueOf(port),
                "--bind_ip", "127.0.0.1", "--replSet", SET, "--nounixsocket", "--oplogSize", "512",
                "--setParameter", "diagnosticDataCollectionEnabled=false")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(mongod, folder)));
        String uri = "mongodb://" + address + "/?replicaSet=" + SET;
        try (MongoClient client = MongoClients.create("mongodb://" + address + "/?directConnection=true");
                MongoClient set = MongoClients.create(uri)) {
            client.getDatabase("admin").runCommand(new Document("replSetInitiate", new Document("_id", SET)
                    .append("members", List.of(new Document("_id", 0).append("host", address)))));
            // Waits until the replica set has a primary.
            set.getDatabase("admin").runCommand(new Document("ping", 1));
        }
        ProcessBuilder command = new ProcessBuilder(List.of(args).subList(1, args.length)).inheritIO();
        command.environment().put("NERO_TEST_MONGODB_URI", uri);
        Process run = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(run::destroy));
        System.exit(run.waitFor());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void stop(Process mongod, Path folder) {
        mongod.destroy();
        try {
            if (!mongod.waitFor(20, TimeUnit.SECONDS)) {
                mongod.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (InterruptedException | IOException _) {
            System.err.println("Cannot delete the data of the MongoDB server in " + folder + ".");
        }
    }
}
