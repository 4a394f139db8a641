import app.nero.picture.SomePictures;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.bson.Document;

/** Measures over HTTP how long Nero takes to accept a generation, to run it, and to answer a client that polls. */
class Generations {

    private static final int ROUNDS = 5;
    private static final int REQUESTS = 200;
    private static final int WARM_UP = 400;
    private static final int JOBS = 50;
    private static final int JOBS_WARM_UP = 10;
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);

    private static final String ACTIVE = "/generations?status=active";
    private static final byte[] SMALL_PHOTO = SomePictures.jpeg(40, 30, 1);

    /** Of a camera with 12 megapixels. */
    private static final byte[] PHOTO = SomePictures.jpeg(4000, 3000, 1);

    /** Commands that work on data. Drivers also send others, such as hello. */
    private static final List<String> COMMANDS = List.of("find", "insert", "update", "delete", "findAndModify",
            "aggregate", "count");

    /** Sends one request. */
    @FunctionalInterface
    private interface Call {

        BenchUser.Answer send() throws Exception;
    }

    /** Makes the next request to measure. What it prepares is not measured. */
    @FunctionalInterface
    private interface Preparation {

        Call next() throws Exception;
    }

    /** @param commands of the database per request, if known */
    private record Round(double p50, double p99, Optional<Double> commands, int bytes) {}

    private final BenchNero nero;
    private final Optional<MongoClient> server;
    private BenchUser user;
    private int used;

    private Generations(BenchNero nero, Optional<MongoClient> server) {
        this.nero = nero;
        this.server = server;
        this.user = nero.signIn();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Optional<MongoClient> server = BenchNero.server().map(MongoClients::create);
        try (BenchNero nero = BenchNero.start(folder.resolve("idle"), false)) {
            new Generations(nero, server).measureRequests();
        } finally {
            server.ifPresent(MongoClient::close);
        }
        try (BenchNero nero = BenchNero.start(folder.resolve("working"), true)) {
            measureJobs(nero);
        }
    }

    /** Without workers, so that generations stay queued. */
    private void measureRequests() throws Exception {
        BenchUser waiting = nero.signIn();
        waiting.submit("1K");
        waiting.submit("1K");
        String tag = waiting.get(ACTIVE).header("ETag");
        Map<String, Preparation> requests = new LinkedHashMap<>();
        requests.put("`GET /users/me`", () -> () -> waiting.get("/users/me"));
        requests.put("`POST /generations` with a template", () -> {
            BenchUser free = withFreeSlot();
            return () -> free.submit("1K");
        });
        requests.put("`POST /generations` with a template and a photo", () -> {
            BenchUser free = withFreeSlot();
            String photo = free.upload(SMALL_PHOTO, "subject");
            return () -> free.submit("1K", photo);
        });
        requests.put("`GET /generations?status=active`, two are active", () -> () -> waiting.get(ACTIVE));
        requests.put("the same with `If-None-Match`: 304",
                () -> () -> waiting.get(ACTIVE, "If-None-Match", tag));
        for (Preparation request : requests.values()) {
            run(request, WARM_UP);
        }
        SequencedMap<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Map.Entry<String, Preparation> request : requests.entrySet()) {
                rounds.computeIfAbsent(request.getKey(), _ -> new ArrayList<>())
                        .add(run(request.getValue(), REQUESTS));
            }
        }
        BenchNero.OUT.println("| request | p50, ms | p99, ms | p50 ÷ `GET /users/me` | database commands | body, bytes |");
        BenchNero.OUT.println("|---|---|---|---|---|---|");
        double reference = median(rounds.firstEntry().getValue(), Round::p50);
        rounds.forEach((name, results) -> BenchNero.OUT.printf("| %s | %.1f | %.1f | %.1f | %s | %d |%n", name,
                median(results, Round::p50), median(results, Round::p99), median(results, Round::p50) / reference,
                server.isEmpty()
                        ? "–"
                        : "%.0f".formatted(median(results, round -> round.commands().orElseThrow())),
                results.getFirst().bytes()));
    }

    private BenchUser withFreeSlot() {
        if (used++ % BenchNero.SLOTS == 0) {
            user = nero.signIn();
        }
        return user;
    }

    private Round run(Preparation preparation, int count) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(preparation.next());
        }
        double[] millis = new double[count];
        int bytes = 0;
        long before = commands();
        for (int i = 0; i < count; i++) {
            BenchUser.Answer answer = calls.get(i).send();
            millis[i] = answer.millis();
            bytes = answer.response().body().length;
        }
        double commands = (double) (commands() - before) / count;
        return new Round(quantile(millis, 0.5), quantile(millis, 0.99), server.map(_ -> commands), bytes);
    }

    /** How many commands the database server has run; 0 if it is embedded. */
    private long commands() {
        Document counters = server
                .map(it -> it.getDatabase("admin").runCommand(new Document("serverStatus", 1)))
                .map(status -> status.get("metrics", Document.class).get("commands", Document.class))
                .orElseGet(Document::new);
        return COMMANDS.stream().filter(counters::containsKey)
                .mapToLong(name -> counters.get(name, Document.class).getLong("total")).sum();
    }

    private static void measureJobs(BenchNero nero) throws Exception {
        BenchNero.OUT.println();
        BenchNero.OUT.println("| generation, 1K | time | p50, ms | p99, ms |");
        BenchNero.OUT.println("|---|---|---|---|");
        measureJobs(nero, "template", false);
        measureJobs(nero, "template and a photo of 12 megapixels", true);
    }

    private static void measureJobs(BenchNero nero, String name, boolean hasPhoto) throws Exception {
        BenchUser user = nero.signIn();
        double[] waiting = new double[JOBS];
        double[] running = new double[JOBS];
        double[] whole = new double[JOBS];
        for (int i = -JOBS_WARM_UP; i < JOBS; i++) {
            String[] sources = hasPhoto ? new String[]{user.upload(PHOTO, "subject")} : new String[0];
            Instant sent = Instant.now();
            String id = user.submit("1K", sources).data().at("/generation/id").asText();
            JsonNode done = await(user, id);
            Instant started = Instant.parse(done.get("startedAt").asText());
            Instant completed = Instant.parse(done.get("completedAt").asText());
            int index = Math.max(i, 0);
            waiting[index] = millis(Instant.parse(done.get("createdAt").asText()), started);
            running[index] = millis(started, completed);
            whole[index] = millis(sent, completed);
        }
        print(name, "from its row until a worker runs it", waiting);
        print(name, "in the worker", running);
        print(name, "from the request until it has succeeded", whole);
    }

    private static JsonNode await(BenchUser user, String id) throws Exception {
        while (true) {
            JsonNode generation = user.get("/generations/" + id).data().get("generation");
            switch (generation.get("status").asText()) {
                case "succeeded" -> {
                    return generation;
                }
                case "queued", "running" -> Thread.sleep(BETWEEN_POLLS);
                default -> throw new IllegalStateException(generation.toString());
            }
        }
    }

    private static void print(String name, String part, double[] millis) {
        BenchNero.OUT.printf("| %s | %s | %.0f | %.0f |%n", name, part, quantile(millis, 0.5), quantile(millis, 0.99));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * part)];
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return quantile(rounds.stream().mapToDouble(value).toArray(), 0.5);
    }
}
