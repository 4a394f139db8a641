package app.nero.local.developer;

import app.nero.kernel.PhoneNumber;
import app.nero.local.standin.Outbox;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Signs in by the API: requests a code, reads it from the outbox, and verifies it. */
public final class LocalSignIn {

    /** The response of the API: the tokens, or an error. */
    record Answer(int status, byte[] json) {}

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;

    private final String api;
    private final Outbox outbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    /** @param api base URL of the API, without a trailing slash */
    public LocalSignIn(String api, Outbox outbox) {
        this.api = api;
        this.outbox = outbox;
    }

    /** If a code was sent too recently, uses that one. */
    Answer signIn(PhoneNumber phoneNumber) throws IOException, InterruptedException {
        Answer sent = post("/auth/send-code", Map.of("phoneNumber", phoneNumber.value()));
        Optional<String> code = lastCode(phoneNumber);
        if (sent.status() != 200 && (sent.status() != TOO_MANY_REQUESTS || code.isEmpty())) {
            return sent;
        }
        return post("/auth/verify-code", Map.of("phoneNumber", phoneNumber.value(), "code", code.orElse("")));
    }

    /** The code in the last SMS to a phone number. */
    Optional<String> lastCode(PhoneNumber phoneNumber) {
        return outbox.messages().stream().filter(sms -> sms.to().equals(phoneNumber.value())).findFirst()
                .flatMap(sms -> code(sms.body()));
    }

    static Optional<String> code(String text) {
        return CODE.matcher(text).results().findFirst().map(MatchResult::group);
    }

    private Answer post(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path)).timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }
}
