package app.nero.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the database process with {@code SIGKILL} while it writes. */
@Tag("slow")
class KillNineTest {

    private static final int ROUNDS = 3;
    private static final int WRITERS = 4;

    /** Number of acknowledged writes before the process is killed. */
    private static final int MIN_WRITES = 400;

    /** The longest wait for the writers, and for the end of the process. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Set<String> inserted = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> counted = new ConcurrentHashMap<>();

    /** Main class of the database process. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedMongo mongo = EmbeddedMongo.start(Path.of(arguments[0]), Clock.systemUTC());
            System.out.println(mongo.uri());
            // Ends when the test process ends.
            System.in.transferTo(OutputStream.nullOutputStream());
            mongo.close();
        }
    }

    @Test
    void keepsAcknowledgedWrites() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            writeUntilKilled(round);
            verify();
        }
    }

    @Test
    void refusesAFolderInUseByAnotherProcess() throws Exception {
        Process child = startChild();
        try {
            uriOf(child);

            var exception = assertThrows(IllegalStateException.class,
                    () -> EmbeddedMongo.start(folder, Clock.systemUTC()));

            assertTrue(exception.getMessage().contains("in use by another process"), exception.getMessage());
        } finally {
            end(child);
        }
    }

    private void writeUntilKilled(int round) throws Exception {
        Process child = startChild();
        try (MongoClient client = MongoClients.create(uriOf(child))) {
            codes(client).createIndex(Indexes.ascending("code"), new IndexOptions().unique(true));
            CountDownLatch enough = new CountDownLatch(MIN_WRITES);
            try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    int id = writer;
                    writers.submit(() -> write(client, round, id, enough));
                }
                assertTrue(enough.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "The writers are too slow.");
                end(child);
            }
        } finally {
            child.destroyForcibly();
        }
    }

    /** Writes until the server stops. Records acknowledged writes only. */
    private void write(MongoClient client, int round, int writer, CountDownLatch enough) {
        try {
            for (int i = 0;; i++) {
                String code = round + "-" + writer + "-" + i;
                codes(client).insertOne(new Document("code", code).append("text", "x".repeat(100)));
                inserted.add(code);
                counters(client).updateOne(Filters.eq("_id", writer), Updates.inc("n", 1L),
                        new UpdateOptions().upsert(true));
                counted.merge(writer, 1L, Long::sum);
                enough.countDown();
            }
        } catch (MongoException _) {
            // Expected: the server was killed.
        }
    }

    private void verify() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start(folder, Clock.systemUTC());
                MongoClient client = MongoClients.create(mongo.uri())) {
            List<String> codes = codes(client).find().map(code -> code.getString("code")).into(new ArrayList<>());
            Set<String> lost = new HashSet<>(inserted);
            codes.forEach(lost::remove);
            assertEquals(Set.of(), lost);
            assertEquals(codes.size(), Set.copyOf(codes).size());
            for (String code : codes) {
                assertEquals(code, codes(client).find(Filters.eq("code", code)).first().getString("code"));
            }
            assertEquals(true, client.getDatabase("nero").runCommand(new Document("validate", "codes"))
                    .get("valid"));
            counted.forEach((writer, count) -> assertTrue(
                    counters(client).find(Filters.eq("_id", writer)).first().getLong("n") >= count));
        }
    }

    private Process startChild() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void end(Process child) throws InterruptedException {
        assertTrue(child.destroyForcibly().waitFor(LIMIT), "The process does not end.");
    }

    private static String uriOf(Process child) throws IOException {
        BufferedReader output = child.inputReader();
        return Objects.requireNonNull(output.readLine(), "The process ended before it printed its URI.");
    }

    private static MongoCollection<Document> codes(MongoClient client) {
        return client.getDatabase("nero").getCollection("codes");
    }

    private static MongoCollection<Document> counters(MongoClient client) {
        return client.getDatabase("nero").getCollection("counters");
    }
}
