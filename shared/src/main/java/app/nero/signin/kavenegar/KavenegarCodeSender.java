package app.nero.signin.kavenegar;

import app.nero.http.Json;
import app.nero.http.JsonMembers;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.signin.CodeMessage;
import app.nero.signin.CodeSender;
import app.nero.signin.NumberingPlan.Line;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Sends codes with Kavenegar's verification API, which inserts the code into a template of the account. One request per call, and a
 * result within the time limits. Logs nothing and hides the messages of exceptions, because they could quote the URL with the API key.
 */
public final class KavenegarCodeSender implements CodeSender {

    /** Maximum number of bytes read of a response, which is about 300 bytes of JSON. */
    private static final int MAX_RESPONSE = 64 * 1024;

    private static final int OK = 200;

    private final KavenegarAccount account;
    private final TimeLimits limits;

    public KavenegarCodeSender(KavenegarAccount account) {
        this(account, TimeLimits.DEFAULT);
    }

    public KavenegarCodeSender(KavenegarAccount account, TimeLimits limits) {
        this.account = account;
        this.limits = limits;
    }

    /** @param validity not used: Kavenegar has no such option */
    @Override
    public Delivery send(Line to, CodeMessage message, Duration validity) {
        try {
            return TimedCall.within(limits.whole(), () -> post(form(to.number(), message.code())));
        } catch (TimeoutException _) {
            return new Delivery.Uncertain("no response");
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case ConnectException _,HttpConnectTimeoutException _ ->
                    new Delivery.NotSent("no connection");
                case IOException _ -> new Delivery.Uncertain("no response");
                default -> throw Redacted.copy(e.getCause());
            };
        }
    }

    /** Each SMS opens its own connection, because connections die while the environment is frozen. */
    private Delivery post(String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(account.lookup()).timeout(limits.whole())
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form)).build();
        try (HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(limits.connect())
                .followRedirects(Redirect.NEVER).build()) {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return delivery(response.statusCode(), result(body.readNBytes(MAX_RESPONSE)));
            }
        }
    }

    private String form(PhoneNumber to, String code) {
        return "receptor=" + receptor(to) + "&token=" + code + "&template="
                + URLEncoder.encode(account.template(), StandardCharsets.UTF_8);
    }

    /** Kavenegar expects Iranian numbers with a trunk 0, and all others with the prefix 00. */
    private static String receptor(PhoneNumber to) {
        String international = to.value().substring(1);
        return international.startsWith("98") ? "0" + international.substring(2) : "00" + international;
    }

    /** Reads {@code return.status} of a response, which is more precise than the HTTP status. */
    private static OptionalInt result(byte[] body) throws IOException {
        int[] status = {0};
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            JsonMembers.read(json, (name, value) -> {
                if (name.equals("return")) {
                    JsonMembers.read(value, (inner, number) -> {
                        if (inner.equals("status")) {
                            status[0] = number.getValueAsInt();
                        } else {
                            number.skipChildren();
                        }
                    });
                } else {
                    value.skipChildren();
                }
            });
        } catch (StreamReadException _) {
            // An intermediary may have answered. The HTTP status decides.
        }
        return status[0] == 0 ? OptionalInt.empty() : OptionalInt.of(status[0]);
    }

    /** The results of <a href="https://kavenegar.com/rest.html">Kavenegar's REST API</a>. */
    private static Delivery delivery(int status, OptionalInt result) {
        if (status == OK && result.isEmpty()) {
            return new Delivery.Uncertain("success status without a result");
        }
        int code = result.orElse(status);
        String reason = "status " + status + ", result " + code;
        return switch (code) {
            case OK -> status == OK ? new Delivery.Accepted() : new Delivery.Uncertain(reason);
            // The recipient is invalid.
            case 411 -> new Delivery.NotReachable();
            // The operation failed, for an unknown reason.
            case 402 -> new Delivery.Uncertain(reason);
            // A test account may only send to its owner.
            case 501 -> new Delivery.NotSent(reason);
            default -> code >= 400 && code < 500 ? new Delivery.NotSent(reason) : new Delivery.Uncertain(reason);
        };
    }
}
