package app.nero.local;

import app.nero.domain.UnavailableException;
import app.nero.local.Outbox.Sms;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code bin/start}. */
public final class Start {

    private static final int DEFAULT_PORT = 5000;
    private static final int MAX_PORT = 65_535;
    private static final String USAGE = "usage: bin/start [--port N] [--data DIR] [--fresh]";

    private static final PrintStream CONSOLE = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Start() {}

    /** What the command line says. */
    private record Options(Path template, Path data, int port, boolean fresh) {

        static Options parse(String[] args) {
            Path template = Path.of("template.yaml");
            Path data = Path.of(".nero");
            int port = DEFAULT_PORT;
            boolean fresh = false;
            Deque<String> left = new ArrayDeque<>(List.of(args));
            while (!left.isEmpty()) {
                String option = left.poll();
                switch (option) {
                    case "--fresh" -> fresh = true;
                    case "--port" -> port = port(value(left, option));
                    case "--data" -> data = Path.of(value(left, option));
                    case "--template" -> template = Path.of(value(left, option));
                    default -> throw new IllegalArgumentException("unknown option " + option);
                }
            }
            return new Options(template, data.toAbsolutePath().normalize(), port, fresh);
        }

        private static String value(Deque<String> left, String option) {
            if (left.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
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
                // Said below, together with a number out of range.
            }
            throw new IllegalArgumentException("--port takes a number from 0 to " + MAX_PORT);
        }
    }

    public static void main(String[] args) {
        try {
            start(Options.parse(args));
        } catch (IllegalArgumentException e) {
            stop(2, e.getMessage() + "\n" + USAGE);
        } catch (BindException _) {
            stop(1, "The port is taken: another Nero, or another program, listens on it. Try bin/start --port 5001");
        } catch (UnavailableException _) {
            stop(1, "The database that MONGODB_URI names does not answer.");
        } catch (IllegalStateException | IOException e) {
            stop(1, "Nero cannot start: " + e.getMessage());
        }
    }

    private static void start(Options options) throws IOException {
        if (options.fresh()) {
            delete(options.data());
        }
        LocalNero nero = LocalNero.start(options.template(), options.data(), options.port(), System.getenv(),
                Start::show);
        Runtime.getRuntime().addShutdownHook(new Thread(nero::close));
        CONSOLE.println("""

            Nero runs at %1$s/api/v1
            Its data is in %2$s

            Ask for a code, which appears here as an SMS:
              curl -H 'Content-Type: application/json' \\
                -d '{"phoneNumber":"+989121234567"}' %1$s/api/v1/auth/send-code

            Ctrl-C stops it.
            """.formatted(nero.url(), options.data()));
    }

    private static void show(Sms sms) {
        CONSOLE.println("\n  SMS to " + sms.to() + "\n    " + sms.body().replace("\n", "\n    ") + "\n");
    }

    /** Deletes a data folder, and nothing that does not look like one. */
    private static void delete(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        if (!LocalSecrets.areIn(data)) {
            throw new IllegalStateException(data + " is no data folder of Nero's: --fresh leaves it alone");
        }
        try (Stream<Path> inside = Files.walk(data)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void stop(int status, String why) {
        System.err.append(why + "\n").flush();
        System.exit(status);
    }
}
