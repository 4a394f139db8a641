package app.nero.local;

import app.nero.kernel.UnavailableException;
import app.nero.local.sam.TemplateException;
import app.nero.local.standin.Outbox.Sms;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** The command {@code bin/start}. */
public final class Start {

    private static final int DEFAULT_PORT = 5000;
    private static final int MAX_PORT = 65_535;
    private static final String USAGE = "Usage: bin/start [--port N] [--data DIR] [--fresh] [--no-demo]";

    private static final String WELCOME = """

        Nero is running at %1$s

          API            %1$s/api/v1
          API reference  %1$s/docs
          Data folder    %2$s

        To request a sign-in code, which is printed here as an SMS:
          curl -H 'Content-Type: application/json' \\
            -d '{"phoneNumber":"+989121234567"}' %1$s/api/v1/auth/send-code

        Press Ctrl-C to stop.
        """;

    private static final PrintStream CONSOLE = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Start() {}

    private record Options(Path template, Path data, int port, boolean fresh, boolean demo) {

        static Options parse(String[] args) {
            Path template = Path.of("template.yaml");
            Path data = Path.of(".nero");
            int port = DEFAULT_PORT;
            boolean fresh = false;
            boolean demo = true;
            Deque<String> left = new ArrayDeque<>(List.of(args));
            while (!left.isEmpty()) {
                String option = left.poll();
                switch (option) {
                    case "--fresh" -> fresh = true;
                    case "--no-demo" -> demo = false;
                    case "--port" -> port = port(value(left, option));
                    case "--data" -> data = Path.of(value(left, option));
                    case "--help", "-h" -> stop(0, USAGE);
                    case "--template" -> template = Path.of(value(left, option));
                    default -> throw new IllegalArgumentException("Unknown option: " + option);
                }
            }
            return new Options(template, data.toAbsolutePath().normalize(), port, fresh, demo);
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
        try {
            LocalNero nero = LocalNero.start(options.template(), options.data(), options.fresh(), options.port(),
                    System.getenv(), Start::show);
            Runtime.getRuntime().addShutdownHook(new Thread(nero::close));
            CONSOLE.println(WELCOME.formatted(nero.url(), options.data()));
            if (options.demo()) {
                fill(nero);
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

    private static void fill(LocalNero nero) {
        try {
            nero.fillWithDemo().get();
        } catch (ExecutionException failed) {
            CONSOLE.println("  Some demo templates could not be added: " + failed.getCause().getMessage()
                    + ". The next start adds the rest.");
        } catch (InterruptedException | CancellationException _) {
            // Nero is stopping. The next start adds the rest.
        }
    }

    private static void show(Sms sms) {
        CONSOLE.println("\n  SMS to " + printable(sms.to()) + "\n"
                + sms.body().lines().map(line -> "    " + printable(line)).collect(Collectors.joining("\n")) + "\n");
    }

    /** Replaces control characters, so that the text of an SMS cannot control the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void stop(int status, String message) {
        System.err.append(message + "\n").flush();
        System.exit(status);
    }
}
