package app.nero.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for Twilio and Cloudinary: answers every HTTP request with one JSON object that has what both SDKs read.
 */
final class StandInHttp {

    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PUBLIC_ID = Pattern.compile("nero/[a-z0-9/]+");

    /** The dates and enums make Twilio's SDK load the classes that a real message needs. */
    private static final String ANSWER = """
        {"sid":"sample","status":"queued","direction":"outbound-api","price_unit":"USD","subresource_uris":{},
         "date_created":"Thu, 01 Jan 2026 00:00:00 +0000","date_updated":"Thu, 01 Jan 2026 00:00:00 +0000",
         "public_id":"%s","secure_url":"https://sample.example/","format":"png","bytes":1,"width":1,"height":1,
         "result":"ok"}""";

    private final LoopbackServer server;

    private StandInHttp(LoopbackServer server) {
        this.server = server;
    }

    static StandInHttp start() {
        StandInHttp standIn = new StandInHttp(LoopbackServer.open());
        standIn.server.serve(StandInHttp::serve);
        return standIn;
    }

    URI uri() {
        return URI.create("http://" + server.host() + ":" + server.port());
    }

    LoopbackServer server() {
        return server;
    }

    private static void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        Matcher length = LENGTH.matcher(head(in));
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        Matcher publicId = PUBLIC_ID.matcher(new String(body, StandardCharsets.ISO_8859_1));
        String json = ANSWER.formatted(publicId.find() ? publicId.group() : "");
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
