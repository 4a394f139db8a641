package app.nero.signin.twilio;

import com.twilio.exception.ApiConnectionException;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * An HTTP client for one call of the SDK. It sends at most one request and records whether it was sent and the status of the
 * response. The SDK's own client retries after a 5xx and replaces the given time limits with 30 s.
 */
final class SingleAttempt extends HttpClient {

    private static final String KEY = SingleAttempt.class.getName();

    /** Maximum number of bytes read of a response. A message is about 1 KiB of JSON. */
    private static final int MAX_RESPONSE = 64 * 1024;

    private enum Stage {
        PENDING, SENT, CANCELLED
    }

    private final Supplier<CloseableHttpClient> transport;
    private final URI baseUri;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.PENDING);

    private volatile boolean connected;
    private volatile HttpPost post;
    private volatile OptionalInt status = OptionalInt.empty();

    SingleAttempt(Supplier<CloseableHttpClient> transport, URI baseUri) {
        this.transport = transport;
        this.baseUri = baseUri;
    }

    /** Called by the transport once it is connected, before the first byte of the request. */
    static void markSent(HttpContext context) throws IOException {
        SingleAttempt attempt = (SingleAttempt) context.getAttribute(KEY);
        attempt.connected = true;
        if (!attempt.stage.compareAndSet(Stage.PENDING, Stage.SENT)) {
            throw new InterruptedIOException("cancelled, or already sent");
        }
    }

    /** Closes the connection. A request that has not been sent yet will not be sent. */
    void cancel() {
        stage.compareAndSet(Stage.PENDING, Stage.CANCELLED);
        HttpPost current = post;
        if (current != null) {
            current.cancel();
        }
    }

    /** Returns whether a connection was established, even if no request was sent. */
    boolean connected() {
        return connected;
    }

    /** Returns whether Twilio may have received the request or a part of it. */
    boolean sent() {
        return stage.get() == Stage.SENT;
    }

    /** Returns the HTTP status of the response, if any. The SDK reads it only from the body. */
    OptionalInt status() {
        return status;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        HttpPost form = form(request);
        post = form;
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(KEY, this);
        HttpHost target = new HttpHost(baseUri.getScheme(), baseUri.getHost(), baseUri.getPort());
        try (ClassicHttpResponse response = transport.get().executeOpen(target, form, context)) {
            status = OptionalInt.of(response.getCode());
            return new Response(body(response), response.getCode(), response.getHeaders());
        } catch (IOException e) {
            throw new ApiConnectionException("no complete response", e);
        }
    }

    private HttpPost form(Request request) {
        String base = baseUri.toString().replaceFirst("/$", "");
        HttpPost form = new HttpPost(URI.create(base + request.constructURL().getPath()));
        form.addHeader(HttpHeaders.AUTHORIZATION, request.getAuthString());
        form.addHeader(HttpHeaders.ACCEPT, "application/json");
        form.addHeader(HttpHeaders.CONNECTION, "close");
        List<NameValuePair> fields = new ArrayList<>();
        request.getPostParams()
                .forEach((name, values) -> values.forEach(value -> fields.add(new BasicNameValuePair(name, value))));
        form.setEntity(new UrlEncodedFormEntity(fields, StandardCharsets.UTF_8));
        return form;
    }

    private static InputStream body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return new ByteArrayInputStream(entity == null ? new byte[0] : entity.getContent().readNBytes(MAX_RESPONSE));
    }
}
