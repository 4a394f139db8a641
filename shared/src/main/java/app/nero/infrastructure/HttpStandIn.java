package app.nero.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in this process for a service that is called over HTTP while a function rehearses, so that an SDK goes its whole way
 * and nothing leaves. It answers every request that says how long it is.
 */
public final class HttpStandIn implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final ServerSocket server;
    private final UnaryOperator<String> answer;

    private HttpStandIn(ServerSocket server, UnaryOperator<String> answer) {
        this.server = server;
        this.answer = answer;
    }

    /** @param answer from the body of a request to that of its answer, which is JSON */
    public static HttpStandIn start(UnaryOperator<String> answer) {
        try {
            HttpStandIn standIn = new HttpStandIn(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), answer);
            Thread.ofVirtual().name("stand-in").start(standIn::accept);
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Thread.ofVirtual().name("stand-in").start(() -> serve(connection));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection; InputStream in = new BufferedInputStream(connection.getInputStream())) {
            Matcher length = LENGTH.matcher(head(in));
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            String json = answer.apply(new String(body, StandardCharsets.ISO_8859_1));
            String response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                    + "\r\nConnection: close\r\n\r\n" + json;
            connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            // The client went.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut off");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
