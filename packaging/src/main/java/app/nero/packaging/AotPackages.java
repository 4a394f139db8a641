package app.nero.packaging;

import app.nero.local.LocalNero;
import app.nero.local.gateway.LambdaRunner;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.standin.EmbeddedMongo;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.testing.FaultyServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Second step of {@code bin/dev/package-aot}. Trains the AOT cache of each function, packs the function into a zip, unpacks the zip
 * into another folder, and checks that the function runs with its cache. For the training, the function runs under AWS's runtime
 * interface client with an embedded database over TLS: it primes itself as before a snapshot, then handles its sample events.
 */
final class AotPackages {

    /** A cache is only valid for jars with the same modification time. Zip entries store even seconds since 1980. */
    private static final FileTime PACKED_AT = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    /** 1 GB, like the functions in the template. */
    private static final String JAVA_OPTIONS = "-XX:MaxRAM=1g -Djavax.net.ssl.trustStore="
            + System.getProperty("javax.net.ssl.trustStore");

    /** A JVM writes its cache when it exits. */
    private static final Duration EXIT_TIMEOUT = Duration.ofMinutes(2);

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final LocalNero nero;
    private final SamTemplate template;
    private final SortedMap<String, String> events;
    private final Path work;

    /** Lambda's Java, which is not part of the packages; empty if they have their own. */
    private final Optional<String> java;

    private AotPackages(LocalNero nero, Path work, Optional<String> java) throws IOException {
        this.nero = nero;
        this.template = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "US", "SecretVersion", "", "CheckSessions", "true",
                        "WithReplicateWebhooks", "true", "WithStripe", "true", "WithZarinpal", "true"));
        this.events = new SampleEvents(RunningNero.TEMPLATE).files();
        this.work = work;
        this.java = java;
    }

    /**
     * @param args the work folder, with {@code key.p12} and a folder for each function; the path of Lambda's Java, or an empty text if
     *        the packages have their own; and the names of the functions
     */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path work = Path.of(args[0]);
        PrivateKeyEntry key = (PrivateKeyEntry) KeyStore.getInstance(work.resolve("key.p12").toFile(), PASSWORD)
                .getEntry("nero", new PasswordProtection(PASSWORD));
        try (EmbeddedMongo mongo = EmbeddedMongo.startWithTls(work.resolve("mongo"), Clock.systemUTC(), key);
                LocalNero nero = RunningNero.start(Map.of("MONGODB_URI", mongo.uri()))) {
            AotPackages packages = new AotPackages(nero, work, Optional.of(args[1]).filter(path -> !path.isEmpty()));
            for (String function : List.of(args).subList(2, args.length)) {
                packages.build(function);
            }
        }
    }

    /** Trains a package that several functions share with the events of the first one in the template. */
    private void build(String name) throws IOException {
        LambdaFunction function = template.functions().values().stream()
                .filter(candidate -> candidate.handler()
                        .startsWith("app.nero.functions." + name.replace("-", "") + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown function " + name));
        Path task = work.resolve(name);
        setTimes(task);
        run(function, task, "snap-start", "", Map.of("NERO_TRAINING", "-XX:AOTCacheOutput=nero.aot"));
        setTimes(task);
        Path zip = Path.of("..", "functions", name, "target", name + (java.isPresent() ? "-cache.zip" : "-aot.zip"));
        Files.deleteIfExists(zip);
        Path unpacked = work.resolve("unpacked").resolve(name);
        try (FileSystem packed = FileSystems.newFileSystem(zip,
                Map.of("create", true, "enablePosixFileAttributes", true))) {
            copy(task, packed.getPath("/"));
        }
        try (FileSystem packed = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            copy(packed.getPath("/"), unpacked);
        }
        // In this mode the JVM exits if it cannot use the cache.
        run(function, unpacked, "on-demand", "-XX:AOTMode=on", Map.of());
        OUT.printf("%s: %d MB; unpacked %d MB (cache %d MB)%n", name, megabytes(zip), megabytes(task),
                megabytes(task.resolve("nero.aot")));
        if (java.isPresent()) {
            // Like the cache of another JVM: the header does not fit.
            Files.writeString(unpacked.resolve("nero.aot"), "not a cache");
            run(function, unpacked, "on-demand", "", Map.of());
        }
    }

    /** Starts the function, sends it its sample events, and stops it with SIGTERM. */
    private void run(LambdaFunction function, Path task, String initialization, String options,
            Map<String, String> variables) throws IOException {
        try (RuntimeApi api = new RuntimeApi(0, () -> {});
                FaultyServer cloudFormation = new FaultyServer(FaultyServer.answers(200, "")) {
                };
                FaultyServer sqs = new FaultyServer(FaultyServer.answers(200, "{\"MessageId\":\"1\"}")) {
                }) {
            Process[] process = new Process[1];
            Map<String, String> known = new HashMap<>(nero.settings());
            known.put("NERO_QUEUE_URL", sqs.uri() + "/queue");
            LambdaRunner runner = LambdaRunner.load(function, known, (loaded, settings) -> {
                Map<String, String> environment = new HashMap<>(settings);
                environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
                environment.putAll(variables);
                environment.merge("JAVA_TOOL_OPTIONS", JAVA_OPTIONS + " " + options, (own, more) -> own + " " + more);
                process[0] = start(loaded, task, api, environment);
                return api;
            });
            try {
                api.awaitStart();
                for (String event : events(function)) {
                    String filled = SampleWorld.in(nero)
                            .filled(event.replace("${RESPONSE_URL}", cloudFormation.uri() + "/"));
                    if (!succeeded(runner.invoke(filled.getBytes(StandardCharsets.UTF_8), "training"))) {
                        throw new IllegalStateException(function.id() + " failed to handle " + event);
                    }
                }
                process[0].destroy();
                if (!process[0].waitFor(EXIT_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            function.id() + " does not exit within " + EXIT_TIMEOUT.toSeconds() + " s");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                process[0].destroyForcibly();
            }
        }
    }

    /** Starts the function like Lambda does with a custom runtime, or with a wrapper. */
    private Process start(LambdaFunction function, Path task, RuntimeApi api, Map<String, String> environment) {
        Path output = work
                .resolve(task.getFileName() + "-" + environment.get("AWS_LAMBDA_INITIALIZATION_TYPE") + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(task.resolve("bootstrap").toString()), java.stream()).toList());
        builder.directory(task.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(api.environment(function, task));
        try {
            Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.onExit().thenRun(() -> api.fail("the process exited, see " + output));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample events of a function. Both authorizers share theirs. */
    private List<String> events(LambdaFunction function) {
        String folder = function.id().endsWith("AuthorizerFunction") ? "AuthorizerFunction" : function.id();
        return events.entrySet().stream().filter(event -> event.getKey().startsWith(folder + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean succeeded(Outcome outcome) throws IOException {
        if (!(outcome instanceof Outcome.Answered(byte[] json))) {
            return false;
        }
        JsonNode answer = ApiClient.JSON.readTree(json);
        return answer.path("statusCode").asInt(200) < 400;
    }

    private static void setTimes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, PACKED_AT);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static long megabytes(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            long bytes = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes / 1_000_000;
        }
    }
}
