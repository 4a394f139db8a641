package app.nero.edge;

import java.util.Map;

/** Work in progress: typed settings over an environment. */
public final class Settings {

    private final Map<String, String> environment;

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static Settings ofEnvironment() {
        return new Settings(System.getenv());
    }

    String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
