package app.nero.local.developer;

import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that the functions got. The value of a setting is secret unless the template declares it itself: the template reads
 * all secrets from Secrets Manager.
 */
final class SettingsInForce {

    /** Read by the Java runtime of Lambda, not by Nero. */
    private static final String OPTIONS_OF_JAVA = "JAVA_TOOL_OPTIONS";

    /**
     * @param value empty if the setting is secret
     * @param set false if functions use its default
     * @param functions logical ids of the functions that read it
     */
    record Setting(String name, Optional<String> value, boolean set, List<String> functions) {}

    private SettingsInForce() {}

    /** @param settings values that override those of the template */
    static List<Setting> of(SamTemplate template, Map<String, String> settings) {
        Map<String, Setting> found = new TreeMap<>();
        for (LambdaFunction function : new TreeMap<>(template.functions()).values()) {
            Map<String, Optional<String>> environment = new TreeMap<>(function.environment());
            environment.remove(OPTIONS_OF_JAVA);
            environment.forEach((name, declared) -> found.merge(name, setting(name, declared,
                    Optional.ofNullable(settings.get(name)), function.id()), SettingsInForce::merged));
        }
        // Only a deployed stack has a queue of SQS.
        found.values().removeIf(setting -> setting.value().isEmpty() && !setting.set());
        return List.copyOf(found.values());
    }

    private static Setting setting(String name, Optional<String> declared, Optional<String> own, String function) {
        String value = own.or(() -> declared).orElse("");
        return new Setting(name, declared.map(_ -> value), !value.isBlank(), List.of(function));
    }

    private static Setting merged(Setting one, Setting other) {
        List<String> functions = new ArrayList<>(one.functions());
        functions.addAll(other.functions());
        return new Setting(one.name(), one.value().flatMap(_ -> other.value()), one.set() || other.set(), functions);
    }
}
