package app.nero.local.testing;

import app.nero.local.LocalNero;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of the API. Records each phone number, code and token in {@link Canaries}. */
public final class ApiClient {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("the response is not JSON: status " + status, e);
            }
        }

        /** @throws AssertionError if the response has no data; the message has its status and code */
        public JsonNode data() {
            JsonNode data = json().get("data");
            if (data == null) {
                throw new AssertionError("the response has no data: " + status + " " + code());
            }
            return data;
        }

        public String code() {
            return json().path("code").asText();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final String base;
    private final String outbox;
    private final Duration timeout;

    public ApiClient(LocalNero nero) {
        this(nero, Duration.ofSeconds(30));
    }

    /** @param timeout maximum time to wait for a response */
    public ApiClient(LocalNero nero, Duration timeout) {
        this(nero.url(), nero, timeout);
    }

    /** @param url of another gateway that sends its SMS to the outbox of {@code nero} */
    public ApiClient(String url, LocalNero nero, Duration timeout) {
        this(url, nero.settings().get("TWILIO_BASE_URL").replace("twilio/", "outbox"), timeout);
    }

    /** @param outbox URL that lists the SMS */
    public ApiClient(String url, String outbox, Duration timeout) {
        this.timeout = timeout;
        this.base = url + "/api/v1";
        this.outbox = outbox;
    }

    /** Returns an Iranian mobile number that was not used before. A used one would have to wait for its next code. */
    public static String newPhone() {
        return Canaries.note(Some.phoneNumber().value());
    }

    public Answer sendCode(String phoneNumber) {
        return post("/auth/send-code", "{\"phoneNumber\":\"" + phoneNumber + "\"}");
    }

    public Answer verifyCode(String phoneNumber, String code) {
        Answer answer = post("/auth/verify-code",
                "{\"phoneNumber\":\"" + phoneNumber + "\",\"code\":\"" + code + "\"}");
        return withRecordedTokens(answer);
    }

    public Answer refresh(String refreshToken) {
        return withRecordedTokens(post("/auth/refresh", "{\"refreshToken\":\"" + refreshToken + "\"}"));
    }

    private static Answer withRecordedTokens(Answer answer) {
        if (answer.status() == 200) {
            Canaries.note(answer.data().get("accessToken").asText());
            Canaries.note(answer.data().get("refreshToken").asText());
        }
        return answer;
    }

    /** The tokens of a sign-in. */
    public record Tokens(String access, String refresh) {

        public static Tokens of(Answer answer) {
            return new Tokens(answer.data().get("accessToken").asText(), answer.data().get("refreshToken").asText());
        }
    }

    /** Returns the code of the last SMS to a phone number. */
    public String lastCode(String phoneNumber) {
        Answer answer = send(
                HttpRequest.newBuilder(URI.create(outbox + "?phoneNumber=%2B" + phoneNumber.substring(1))));
        Matcher code = CODE.matcher(answer.json().get("messages").get(0).get("body").asText());
        if (!code.find()) {
            throw new AssertionError("the SMS has no code");
        }
        return Canaries.note(code.group());
    }

    /** Returns six digits that differ from the code. */
    public static String wrong(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    /** Signs in and returns the access token. */
    public String signIn(String phoneNumber) {
        return begin(phoneNumber).access();
    }

    /** Signs in and returns both tokens. */
    public Tokens begin(String phoneNumber) {
        sendCode(phoneNumber);
        return Tokens.of(verifyCode(phoneNumber, lastCode(phoneNumber)));
    }

    public Answer delete(String path, String accessToken) {
        return send(authorized(path, accessToken).DELETE());
    }

    public Answer post(String path, String accessToken, String json) {
        return send(authorized(path, accessToken).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)), json);
    }

    public Answer get(String path, String accessToken) {
        return send(authorized(path, accessToken));
    }

    /** Gets what changed since the response with this entity tag. */
    public Answer get(String path, String accessToken, String ifNoneMatch) {
        return send(authorized(path, accessToken).header("If-None-Match", ifNoneMatch));
    }

    public Answer patch(String path, String accessToken, String json) {
        return send(authorized(path, accessToken).header("Content-Type", "application/json").method("PATCH",
                BodyPublishers.ofString(json)), json);
    }

    public Answer put(String path, String accessToken, String json) {
        return send(authorized(path, accessToken).header("Content-Type", "application/json").PUT(
                BodyPublishers.ofString(json)), json);
    }

    /** Posts with an {@code Idempotency-Key}. */
    public Answer post(String path, String accessToken, String json, String key) {
        return send(authorized(path, accessToken).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString(json)), json);
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
                json);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /** Sends a request and checks the response against {@code openapi.yaml}. */
    public Answer send(HttpRequest.Builder request) {
        return send(request, "");
    }

    private Answer send(HttpRequest.Builder builder, String json) {
        try {
            HttpRequest request = builder.timeout(timeout).build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            Contract.check(request, json, response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError("no response", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpRequest.Builder authorized(String path, String accessToken) {
        return request(path).header("Authorization", "Bearer " + accessToken);
    }
}
