package app.nero.generation;

import java.util.Optional;

/**
 * What a generation needs of an engine.
 *
 * @param sources how many uploads it uses
 * @param characters how many characters it shows
 * @param hasOtherImage whether a parent or a template adds an image
 */
record EngineNeeds(GenerationType type, ImageSize size, Optional<AspectRatio> aspectRatio, int sources, int characters,
        boolean hasOtherImage) {

    /** Whether there is an image to work on. */
    boolean hasImage() {
        return sources > 0 || characters > 0 || hasOtherImage;
    }
}
