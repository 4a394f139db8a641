package app.nero.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts Nero from the product's own template, on a free port and in a folder of its own. */
final class RunningNero {

    static final Path TEMPLATE = Path.of("..", "template.yaml");

    private RunningNero() {}

    /** Nobody is kept waiting between two sends, and nobody runs out of them. */
    static LocalNero start(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(
                Map.of("NERO_SENDS_PER_IP", "100000/PT1H", "NERO_RATE_LIMIT", "1000000/PT15M"));
        settings.putAll(environment);
        try {
            return LocalNero.start(TEMPLATE, Files.createTempDirectory(Path.of("target"), "nero"), false, 0, settings,
                    _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another instance, with handlers of its own, that shares nothing with the first but what the settings name. */
    static LocalNero startBeside(LocalNero first) {
        return start(first.settings());
    }

    /** The same, with some settings of its own. */
    static LocalNero startBeside(LocalNero first, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(first.settings());
        settings.putAll(own);
        return start(settings);
    }
}
