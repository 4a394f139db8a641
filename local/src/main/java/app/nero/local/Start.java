package app.nero.local;

import app.nero.kernel.UnavailableException;
import app.nero.local.sam.TemplateException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** The command {@code bin/start}. */
public final class Start {

    private static final int DEFAULT_PORT = 5000;
    private static final int MAX_PORT = 65_535;
    private static final String USAGE = "Usage: bin/start [--port N] [--data DIR] [--fresh] [--no-demo] [--json]";

    private static final String WELCOME = """

        Open %1$s in your browser.

          For developers  %1$s/_local (sign-in codes, documents, pictures, jobs, settings)
          API reference   %1$s/docs
          API             %1$s/api/v1
          Data folder     %2$s

        Press Ctrl-C to stop.
        """;

    private static final PrintStream CONSOLE = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final InstanceRegistry REGISTRY = InstanceRegistry.ofUser(System.getenv());

    private Start() {}

    private record Options(Path template, Path data, int port, boolean fresh, boolean demo, boolean json) {

        static Options parse(String[] args) {
            Path template = Path.of("template.yaml");
            Path data = Path.of(".nero");
            int port = DEFAULT_PORT;
            boolean fresh = false;
            boolean demo = true;
            boolean json = false;
            Deque<String> left = new ArrayDeque<>(List.of(args));
            while (!left.isEmpty()) {
                String option = left.poll();
                switch (option) {
                    case "--fresh" -> fresh = true;
                    case "--no-demo" -> demo = false;
                    case "--json" -> json = true;
                    case "--port" -> port = port(value(left, option));
                    case "--data" -> data = Path.of(value(left, option));
                    case "--help", "-h" -> stop(0, USAGE);
                    case "--template" -> template = Path.of(value(left, option));
                    default -> throw new IllegalArgumentException("Unknown option: " + option);
                }
            }
            return new Options(template, data.toAbsolutePath().normalize(), port, fresh, demo, json);
        }

        private static String value(Deque<String> left, String option) {
            if (left.isEmpty() || left.peek().isBlank()) {
                throw new IllegalArgumentException(option + " requires a value.");
            }
            return left.poll();
        }

        private static int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= MAX_PORT) {
                    return port;
                }
            } catch (NumberFormatException _) {
                // Reported below, like a number out of range.
            }
            throw new IllegalArgumentException("--port requires a number from 0 to " + MAX_PORT + ".");
        }
    }

    public static void main(String[] args) {
        start(options(args));
    }

    private static Options options(String[] args) {
        try {
            return Options.parse(args);
        } catch (IllegalArgumentException e) {
            stop(2, e.getMessage() + "\n" + USAGE);
            throw e;
        }
    }

    private static void start(Options options) {
        ConsoleLog log = new ConsoleLog(CONSOLE, options.json(), Clock.systemUTC(), ZoneId.systemDefault());
        log.install();
        try {
            LocalNero nero = LocalNero.start(options.template(), options.data(), options.fresh(), options.port(),
                    System.getenv(), _ -> log.say("SmsReceived", "An SMS arrived. Read it on the page for developers."),
                    log::access);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(nero, options.data())));
            register(nero, options.data());
            log.say("Started", WELCOME.formatted(nero.url(), options.data()), "url", nero.url());
            if (options.demo()) {
                fill(nero, log);
            }
        } catch (BindException _) {
            stop(1, "Port " + options.port() + " is in use. Stop the program that uses it,"
                    + " or choose another port with bin/start --port N.");
        } catch (UnavailableException _) {
            stop(1, "Cannot connect to the database at MONGODB_URI. Check that it is running and that the URI is correct.");
        } catch (IllegalStateException | IllegalArgumentException | TemplateException | IOException e) {
            stop(1, "Nero cannot start: " + (e instanceof FileSystemException file
                    ? "cannot read or write " + file.getFile()
                    : e.getMessage()));
        }
    }

    /** Registers the instance for bin/admin, if it has a database of its own. */
    private static void register(LocalNero nero, Path data) throws IOException {
        if (RunningInstance.find(data).isPresent()) {
            REGISTRY.add(new InstanceRegistry.Entry(data, nero.url()));
        }
    }

    private static void stop(LocalNero nero, Path data) {
        try {
            REGISTRY.remove(data);
        } catch (IOException _) {
            // bin/admin removes the entry when it finds that nothing runs there.
        }
        nero.close();
    }

    private static void fill(LocalNero nero, ConsoleLog log) {
        try {
            nero.fillWithDemo().get();
        } catch (ExecutionException failed) {
            log.say("DemoIncomplete", "Some demo templates could not be added: " + failed.getCause().getMessage()
                    + ". The next start adds the rest.");
        } catch (InterruptedException | CancellationException _) {
            // Nero is stopping. The next start adds the rest.
        }
    }

    private static void stop(int status, String message) {
        System.err.append(message + "\n").flush();
        System.exit(status);
    }
}
