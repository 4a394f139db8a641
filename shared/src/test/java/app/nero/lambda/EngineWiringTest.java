package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.ScriptedEngine;
import app.nero.testing.MutableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engines that the settings name. */
class EngineWiringTest {

    @Test
    void usesFiltersByDefault() {
        assertEquals(List.of("filters"), ids(wiring(Map.of()).engineOffers()));
    }

    @Test
    void keepsTheOrderOfTheSettings() {
        assertEquals(List.of("gemini", "gemini-pro", "filters"),
                ids(wiring(Map.of("NERO_ENGINES", "gemini,filters")).engineOffers()));
        assertEquals(List.of("test", "gemini", "gemini-pro"),
                ids(wiring(Map.of("NERO_ENGINES", "test,gemini")).engineOffers()));
    }

    @Test
    void wiresWhatItOffers() {
        Wiring wiring = wiring(Map.of("NERO_ENGINES", "gemini,test,filters", "GEMINI_API_KEY", "key"));

        assertEquals(wiring.engineOffers(), wiring.engines().offers());
    }

    @Test
    void requiresTheKeyOfAnEngineOnlyToUseIt() {
        Wiring wiring = wiring(Map.of("NERO_ENGINES", "gemini"));

        assertEquals(List.of("gemini", "gemini-pro"), ids(wiring.engineOffers()));
        assertTrue(assertThrows(IllegalArgumentException.class, wiring::engines).getMessage()
                .contains("GEMINI_API_KEY"));
    }

    @Test
    void namesTheSettingIfAnEngineDoesNotExist() {
        Wiring wiring = wiring(Map.of("NERO_ENGINES", "studio"));

        assertTrue(assertThrows(IllegalArgumentException.class, wiring::engineOffers).getMessage()
                .contains("NERO_ENGINES"));
        assertTrue(assertThrows(IllegalArgumentException.class, wiring::engines).getMessage()
                .contains("NERO_ENGINES"));
    }

    private static Wiring wiring(Map<String, String> settings) {
        return new Wiring(new Settings(settings), MutableClock.atNoon(), Optional.empty(), Optional.empty(),
                List.of(new ScriptedEngine()));
    }

    private static List<String> ids(EngineOffers offers) {
        return offers.inOrder().stream().map(EngineOffer::id).toList();
    }
}
