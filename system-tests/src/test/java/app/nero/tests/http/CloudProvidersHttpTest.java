package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.gemini.GeminiServer;
import app.nero.generation.openai.OpenAiServer;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.picture.SomePictures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Generates images over HTTP with Gemini, and checks them with OpenAI. Only their keys switch them on. */
class CloudProvidersHttpTest {

    private static final byte[] RESULT = SomePictures.png(6, 4, 1);

    private static GeminiServer gemini;
    private static OpenAiServer openAi;
    private static LocalNero nero;
    private static ApiClient api;

    private final Person person = new Person(api);

    @BeforeAll
    static void start() throws IOException {
        gemini = new GeminiServer(RESULT);
        openAi = new OpenAiServer();
        nero = RunningNero.start(Map.of("GEMINI_API_KEY", Canaries.note(GeminiServer.KEY), "GEMINI_BASE_URL",
                gemini.uri().toString(), "OPENAI_API_KEY", Canaries.note(OpenAiServer.KEY), "OPENAI_BASE_URL",
                openAi.uri().toString()));
        api = new ApiClient(nero);
    }

    @AfterAll
    static void stop() throws IOException {
        nero.close();
        gemini.close();
        openAi.close();
    }

    @Test
    void listsGeminiForBothTiers() {
        JsonNode engines = api.get("/engines", person.token()).data().get("engines");

        assertEquals("standard Gemini", engines.at("/0/id").asText() + " " + engines.at("/0/name").asText());
        assertEquals("pro Gemini Pro", engines.at("/1/id").asText() + " " + engines.at("/1/name").asText());
        assertEquals("{\"1K\":2,\"2K\":2,\"4K\":4}", engines.at("/1/stars").toString());
        assertEquals(2, engines.size());
    }

    @Test
    void generatesAnImageFromAPromptAlone() {
        gemini.becomes(GeminiServer.makes(RESULT));

        JsonNode done = person.generate("pro");

        assertEquals("succeeded", done.get("status").asText(), done::toString);
        assertEquals(6, done.at("/image/width").asInt());
        assertEquals(1, person.balance());
        assertTrue(gemini.received().getLast().line().contains("/gemini-3-pro-image:"));
    }

    @Test
    void refundsAnImageThatGeminiRefuses() {
        gemini.becomes(GeminiServer.finishes("IMAGE_SAFETY"));

        JsonNode failed = person.generate("standard");

        assertEquals("failed", failed.get("status").asText(), failed::toString);
        assertEquals("CONTENT_BLOCKED", failed.at("/error/code").asText());
        assertFalse(failed.at("/error/retryable").asBoolean());
        assertEquals(3, person.balance());
    }

    @Test
    void refusesAPromptThatOpenAiFlagsBeforeAnythingIsPaid() {
        int calls = gemini.received().size();

        Answer refused = person.submit(OpenAiServer.FLAGGED, "standard");

        assertEquals(422, refused.status(), refused.response().body());
        assertEquals("CONTENT_BLOCKED", refused.json().get("code").asText());
        assertEquals(3, person.balance());
        assertEquals(calls, gemini.received().size());
    }
}
