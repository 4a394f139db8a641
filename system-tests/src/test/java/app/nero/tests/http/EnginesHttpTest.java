package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One setting chooses the engines of one machine. */
class EnginesHttpTest {

    @Test
    void usesThisMachineWithoutAKey() throws IOException {
        try (LocalNero nero = RunningNero.start(Map.of())) {
            JsonNode standard = engines(nero).get(0);

            assertEquals("Studio", standard.get("name").asText());
            assertTrue(standard.get("local").asBoolean());
            assertFalse(standard.get("textToImage").asBoolean());
            assertTrue(quote(nero).get("restylesSample").asBoolean());
        }
    }

    @Test
    void usesThisMachineInSpiteOfAKeyIfTheSettingSaysSo() throws IOException {
        try (LocalNero nero = RunningNero.start(Map.of("GEMINI_API_KEY", "key", "NERO_ENGINES", "studio"))) {
            assertEquals("Studio", engines(nero).get(0).get("name").asText());
            assertEquals(1, engines(nero).size());
        }
    }

    @Test
    void offersWhatGeminiAndItsFallbackCanDo() throws IOException {
        try (LocalNero nero = RunningNero.start(Map.of("GEMINI_API_KEY", "key", "NERO_ENGINES", "gemini,studio"))) {
            JsonNode standard = engines(nero).get(0);

            assertEquals("Gemini", standard.get("name").asText());
            assertEquals("[\"generate\",\"edit\",\"upscale\"]", standard.get("types").toString());
            assertFalse(standard.get("local").asBoolean());
            assertTrue(standard.get("textToImage").asBoolean());
            assertEquals("pro", engines(nero).get(1).get("id").asText());
            assertFalse(quote(nero).get("restylesSample").asBoolean());
        }
    }

    private static JsonNode engines(LocalNero nero) {
        ApiClient api = new ApiClient(nero);
        return api.send(api.request("/engines")).data().get("engines");
    }

    private static JsonNode quote(LocalNero nero) {
        ApiClient api = new ApiClient(nero);
        return api.post("/generations/quote", api.signIn(ApiClient.newPhone()),
                "{\"type\":\"generate\",\"prompt\":\"dusk\"}").data();
    }
}
