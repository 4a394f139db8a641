package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A new user, who has 3 stars and generates images. */
final class Person {

    private final ApiClient api;
    private final String token;

    Person(ApiClient api) {
        this.api = api;
        this.token = api.signIn(ApiClient.newPhone());
    }

    String token() {
        return token;
    }

    /** Generates an image, and waits until the generation is settled. */
    JsonNode generate(String engine) {
        String prompt = Canaries.note("a secret idea " + UUID.randomUUID());
        Answer submitted = submit(prompt, engine);
        assertEquals(202, submitted.status(), submitted.response().body());
        String id = submitted.data().at("/generation/id").asText();
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        JsonNode generation = submitted.data().get("generation");
        while (Instant.now().isBefore(end) && !isSettled(generation)) {
            pause();
            generation = api.get("/generations/" + id, token).data().get("generation");
        }
        return generation;
    }

    Answer submit(String prompt, String engine) {
        return api.post("/generations", token,
                "{\"type\":\"generate\",\"prompt\":\"" + prompt + "\",\"engine\":\"" + engine + "\"}",
                UUID.randomUUID().toString());
    }

    int balance() {
        return api.get("/stars", token).data().get("balance").asInt();
    }

    private static boolean isSettled(JsonNode generation) {
        return generation.get("status").asText().equals("succeeded") || generation.get("refunded").asBoolean();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
