package app.nero.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.lambda.Settings;
import app.nero.local.testing.RunningNero;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLimitsTest {

    @Test
    void repeatsTheDefaultsOfTheSettings() {
        Settings defaults = settings(Map.of());
        Settings repeated = settings(LocalLimits.DEPLOYED);

        assertEquals(defaults.sendRules(), repeated.sendRules());
        assertEquals(defaults.guessLimit(), repeated.guessLimit());
        assertEquals(defaults.requestLimit(), repeated.requestLimit());
        assertEquals(defaults.readLimit(), repeated.readLimit());
        assertEquals(defaults.exportsPerUser(), repeated.exportsPerUser());
        assertEquals(defaults.uploadsPerUser(), repeated.uploadsPerUser());
        assertEquals(defaults.generationLimits(), repeated.generationLimits());
    }

    @Test
    void isTenTimesAsHighOnOneMachineUnlessTheEnvironmentSetsIt(@TempDir Path data) throws IOException {
        try (LocalNero nero = LocalNero.start(RunningNero.TEMPLATE, data, false, 0,
                Map.of("NERO_RATE_LIMIT", "7/PT1M"), _ -> {})) {
            assertEquals("10/PT1M,50/PT1H,100/P1D", nero.settings().get("NERO_SENDS_PER_PHONE"));
            assertEquals("600/PT1H", nero.settings().get("NERO_UPLOADS_PER_USER"));
            assertEquals("7/PT1M", nero.settings().get("NERO_RATE_LIMIT"));
        }
    }

    private static Settings settings(Map<String, String> limits) {
        Map<String, String> all = new HashMap<>(limits);
        all.put("NERO_WEB_ORIGIN", "https://nero.example");
        return new Settings(all);
    }
}
