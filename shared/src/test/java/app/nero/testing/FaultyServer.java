package app.nero.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A stand-in for a service that records requests. It uses a raw socket, so that it can break the HTTP protocol. */
public abstract class FaultyServer implements AutoCloseable {

    /** What the server does once it has read a request. */
    @FunctionalInterface
    public interface Behaviour {

        void answer(Socket connection) throws IOException;
    }

    /**
     * @param headers by lower-case name
     * @param body one character per byte
     */
    public record Received(String line, Map<String, String> headers, String body) {

        private static final Pattern PART = Pattern.compile("name=\"([^\"]+)\".*?\r\n\r\n(.*?)\r\n--", Pattern.DOTALL);

        /** Returns the fields of a multipart or URL-encoded form. */
        public Map<String, String> form() {
            Map<String, String> form = new TreeMap<>();
            if (headers.get("content-type").startsWith("multipart/")) {
                PART.matcher(body).results().forEach(part -> form.put(part.group(1), part.group(2)));
                return form;
            }
            for (String field : body.split("&")) {
                String[] parts = field.split("=", 2);
                form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
            }
            return form;
        }
    }

    /** No server listens on this port, which is reserved for tcpmux. */
    public static final URI REFUSES_CONNECTIONS = URI.create("http://127.0.0.1:1");

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore hangUps = new Semaphore(0);
    private volatile Function<Received, Behaviour> behaviour;

    protected FaultyServer(Behaviour behaviour) throws IOException {
        this(behaviour, new ServerSocket(0, 256, InetAddress.getLoopbackAddress()));
    }

    protected FaultyServer(Behaviour behaviour, ServerSocket server) {
        this.behaviour = _ -> behaviour;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public static Behaviour answers(int status, String body, String... headers) {
        return connection -> write(connection, head(status, body.length(), headers) + body);
    }

    public static Behaviour hangs() {
        return connection -> {};
    }

    public static Behaviour drips() {
        return connection -> {
            write(connection, head(201, 1_000_000));
            while (true) {
                write(connection, " ");
                pause();
            }
        };
    }

    public static Behaviour cutsOffBeforeTheAnswer() {
        return Socket::close;
    }

    public static Behaviour cutsOffInTheMiddleOf(int status) {
        return connection -> {
            write(connection, head(status, 1000) + "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",");
            connection.close();
        };
    }

    public void becomes(Behaviour next) {
        behaviour = _ -> next;
    }

    /** Decides by the request. */
    protected void routes(Function<Received, Behaviour> next) {
        behaviour = next;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public int connections() {
        return connections.size();
    }

    /** Waits until the given number of further requests have been read. */
    public void awaitArrivals(int count) throws InterruptedException {
        arrivals.acquire(count);
    }

    /** Waits until clients have closed the given number of further connections before the response was complete. */
    public void awaitHangUps(int count) throws InterruptedException {
        hangUps.acquire(count);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket connection) {
        try {
            Received request = read(connection);
            received.add(request);
            arrivals.release();
            behaviour.apply(request).answer(connection);
            if (connection.getInputStream().read() == -1) {
                hangUps.release();
            }
        } catch (IOException | UncheckedIOException e) {
            hangUps.release();
        }
    }

    private static Received read(Socket connection) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
        String line = in.readLine();
        if (line == null) {
            throw new IOException("closed before a request");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
            String[] parts = header.split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        for (int read = 0; read < body.length;) {
            read += in.read(body, read, body.length - read);
        }
        return new Received(line, headers, new String(body));
    }

    private static String head(int status, int length, String... headers) {
        StringBuilder head = new StringBuilder(
                "HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\nContent-Type: application/json\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("Content-Length: ").append(length).append("\r\n\r\n").toString();
    }

    private static void write(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
