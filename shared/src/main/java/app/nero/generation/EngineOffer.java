package app.nero.generation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine can do.
 *
 * @param id names the engine to operators
 * @param tier that users choose to get it
 * @param name names the engine to users
 * @param promptAlone what it does with a prompt without an image
 * @param local whether it makes images on the machine that runs Nero, and no provider sees them
 * @param eta how long it usually takes
 */
public record EngineOffer(String id, EngineTier tier, String name, Set<GenerationType> types, Set<ImageSize> sizes,
        Set<AspectRatio> aspectRatios, int maxSources, int maxCharacters, PromptAlone promptAlone, boolean local,
        Duration eta) {

    public EngineOffer {
        types = Set.copyOf(types);
        sizes = Set.copyOf(sizes);
        aspectRatios = Set.copyOf(aspectRatios);
    }

    /** What the engine cannot do of a generation; empty if it can do all of it. */
    Optional<Violation> violation(EngineNeeds needs) {
        if (!types.contains(needs.type())) {
            return Optional.of(new Violation("type", "is not supported by this engine"));
        }
        if (!sizes.contains(needs.size())) {
            return Optional.of(new Violation("size", "is not supported by this engine"));
        }
        if (needs.aspectRatio().isPresent() && !aspectRatios.contains(needs.aspectRatio().get())) {
            return Optional.of(new Violation("aspectRatio", "is not supported by this engine"));
        }
        if (needs.sources() > maxSources) {
            return Optional.of(new Violation("sources", "must be at most " + maxSources + " for this engine"));
        }
        if (needs.characters() > maxCharacters) {
            return Optional.of(new Violation("characterIds", "must be at most " + maxCharacters + " for this engine"));
        }
        return promptAlone == PromptAlone.REFUSES && !needs.hasImage()
                ? Optional.of(new Violation("sources", "must contain an image: this engine needs one"))
                : Optional.empty();
    }

    /** Whether the engine can do all of a generation. */
    boolean fits(EngineNeeds needs) {
        return violation(needs).isEmpty();
    }

    /** Whether the engine restyles a sample image for want of one. */
    boolean restylesSample(EngineNeeds needs) {
        return promptAlone == PromptAlone.RESTYLES_SAMPLE && !needs.hasImage();
    }

    /**
     * What this engine and its fallback can do together. The name and the expected time are those of this engine. Only if both are
     * local, no provider sees the images.
     */
    EngineOffer with(EngineOffer fallback) {
        return new EngineOffer(id, tier, name, union(types, fallback.types), union(sizes, fallback.sizes),
                union(aspectRatios, fallback.aspectRatios), Math.max(maxSources, fallback.maxSources),
                Math.max(maxCharacters, fallback.maxCharacters),
                Collections.min(List.of(promptAlone, fallback.promptAlone)), local && fallback.local, eta);
    }

    private static <T> Set<T> union(Set<T> first, Set<T> second) {
        return Stream.concat(first.stream(), second.stream()).collect(Collectors.toSet());
    }
}
