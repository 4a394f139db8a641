package app.nero.generation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an engine can do.
 *
 * @param id names the engine in the API
 * @param name names the engine to users
 * @param needsImage whether it works on an image only, and not on a prompt alone
 * @param local whether it makes images on the machine that runs Nero, and no provider sees them
 * @param eta how long it usually takes
 */
public record EngineOffer(String id, String name, Set<GenerationType> types, Set<ImageSize> sizes,
        Set<AspectRatio> aspectRatios, int maxSources, int maxCharacters, boolean needsImage, boolean local,
        Duration eta) {

    public EngineOffer {
        types = Set.copyOf(types);
        sizes = Set.copyOf(sizes);
        aspectRatios = Set.copyOf(aspectRatios);
    }

    /** What the engine cannot do of a request; empty if it can do all of it. */
    Optional<Violation> violation(GenerationRequest request) {
        if (!types.contains(request.type())) {
            return Optional.of(new Violation("type", "is not supported by this engine"));
        }
        if (!sizes.contains(request.size())) {
            return Optional.of(new Violation("size", "is not supported by this engine"));
        }
        if (request.aspectRatio().isPresent() && !aspectRatios.contains(request.aspectRatio().get())) {
            return Optional.of(new Violation("aspectRatio", "is not supported by this engine"));
        }
        if (request.sources().size() > maxSources) {
            return Optional.of(new Violation("sources", "must be at most " + maxSources + " for this engine"));
        }
        if (request.characterIds().size() > maxCharacters) {
            return Optional.of(new Violation("characterIds", "must be at most " + maxCharacters + " for this engine"));
        }
        return needsImage && !request.hasImage()
                ? Optional.of(new Violation("sources", "must contain an image: this engine needs one"))
                : Optional.empty();
    }
}
