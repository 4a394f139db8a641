package app.nero.studio;

import java.util.Optional;

/** Images that stand in for what a prompt without an image describes. */
@FunctionalInterface
public interface Samples {

    /**
     * The file of the image whose words fit a prompt best.
     *
     * @param seed chooses among images that fit equally well
     */
    Optional<byte[]> find(String prompt, int seed);
}
