package app.nero.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final LoopbackServer server;
    private final UnaryOperator<String> answer;

    private HttpStandIn(LoopbackServer server, UnaryOperator<String> answer) {
        this.server = server;
        this.answer = answer;
    }

    /** @param answer from the body of a request to that of its answer, which is JSON */
    public static HttpStandIn start(UnaryOperator<String> answer) {
        HttpStandIn standIn = new HttpStandIn(LoopbackServer.open(), answer);
        standIn.server.serve(standIn::serve);
        return standIn;
    }

    public URI uri() {
        return URI.create("http://" + server.host() + ":" + server.port());
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        Matcher length = LENGTH.matcher(head(in));
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        String json = answer.apply(new String(body, StandardCharsets.ISO_8859_1));
        String response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\nConnection: close\r\n\r\n" + json;
        connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
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
