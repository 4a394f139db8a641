package app.nero.studio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** The networks, if their file was downloaded. {@code bin/dev/test-slow} downloads it. */
final class Networks {

    private static final ModelFile FILE = ModelFile.of(System.getenv());

    private Networks() {}

    static StyleNetworks orSkip() {
        Optional<StyleNetworks> networks = FILE.networks();
        assumeTrue(networks.isPresent(), "the style networks are not downloaded");
        return networks.orElseThrow();
    }
}
