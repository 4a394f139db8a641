package app.nero.local.testing;

import app.nero.local.LocalNero;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls a running Nero as the web app does. Notes every phone number, code and token, for the search in all output. */
public final class ApiClient {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final int MOBILES = 10_000_000;
    private static final AtomicInteger PHONES = new AtomicInteger(new SecureRandom().nextInt(MOBILES));
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    /** @param body as it came */
    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + status, e);
            }
        }

        /** @throws AssertionError naming status and code of an answer without data */
        public JsonNode data() {
            JsonNode data = json().get("data");
            if (data == null) {
                throw new AssertionError("no data: " + status + " " + code());
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
    private final Duration patience;

    public ApiClient(LocalNero nero) {
        this(nero, Duration.ofSeconds(30));
    }

    /** @param patience how long it waits for an answer before the test fails */
    public ApiClient(LocalNero nero, Duration patience) {
        this(nero.url(), nero, patience);
    }

    /** @param url of another gateway, whose SMS go to that one's outbox */
    public ApiClient(String url, LocalNero nero, Duration patience) {
        this(url, nero.settings().get("TWILIO_BASE_URL").replace("twilio/", "outbox"), patience);
    }

    /** @param outbox where the SMS are listed */
    public ApiClient(String url, String outbox, Duration patience) {
        this.patience = patience;
        this.base = url + "/api/v1";
        this.outbox = outbox;
    }

    /** A mobile number in Iran that was not used before: drawn ones would meet, and then wait for a next code. */
    public static String newPhone() {
        return Canaries.note("+98912" + "%07d".formatted(PHONES.getAndIncrement() % MOBILES));
    }

    public Answer sendCode(String phoneNumber) {
        return post("/auth/send-code", "{\"phoneNumber\":\"" + phoneNumber + "\"}");
    }

    public Answer verifyCode(String phoneNumber, String code) {
        Answer answer = post("/auth/verify-code",
                "{\"phoneNumber\":\"" + phoneNumber + "\",\"code\":\"" + code + "\"}");
        return noted(answer);
    }

    public Answer refresh(String refreshToken) {
        return noted(post("/auth/refresh", "{\"refreshToken\":\"" + refreshToken + "\"}"));
    }

    private static Answer noted(Answer answer) {
        if (answer.status() == 200) {
            Canaries.note(answer.data().get("accessToken").asText());
            Canaries.note(answer.data().get("refreshToken").asText());
        }
        return answer;
    }

    /** A sign-in as its two tokens. */
    public record Tokens(String access, String refresh) {

        public static Tokens of(Answer answer) {
            return new Tokens(answer.data().get("accessToken").asText(), answer.data().get("refreshToken").asText());
        }
    }

    /** The code of the last SMS to a phone. */
    public String lastCode(String phoneNumber) {
        Answer answer = send(
                HttpRequest.newBuilder(URI.create(outbox + "?phoneNumber=%2B" + phoneNumber.substring(1))));
        Matcher code = CODE.matcher(answer.json().get("messages").get(0).get("body").asText());
        if (!code.find()) {
            throw new AssertionError("no code in the SMS");
        }
        return Canaries.note(code.group());
    }

    /** Some six digits that are not the code. */
    public static String wrong(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    /** Signs in and answers the access token. */
    public String signIn(String phoneNumber) {
        return begin(phoneNumber).access();
    }

    /** Signs in and answers both tokens. */
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

    public Answer patch(String path, String accessToken, String json) {
        return send(authorized(path, accessToken).header("Content-Type", "application/json").method("PATCH",
                BodyPublishers.ofString(json)), json);
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
                json);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /** Sends it and holds the answer against the description of the API. */
    public Answer send(HttpRequest.Builder request) {
        return send(request, "");
    }

    private Answer send(HttpRequest.Builder builder, String json) {
        try {
            HttpRequest request = builder.timeout(patience).build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            Contract.check(request, json, response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpRequest.Builder authorized(String path, String accessToken) {
        return request(path).header("Authorization", "Bearer " + accessToken);
    }
}
