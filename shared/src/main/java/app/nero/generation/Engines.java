package app.nero.generation;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The engines that are switched on, by the tier that users choose. */
public record Engines(Map<EngineTier, ImageEngine> byTier) {

    public Engines {
        byTier = Map.copyOf(byTier);
    }

    public Optional<ImageEngine> find(EngineTier tier) {
        return Optional.ofNullable(byTier.get(tier));
    }

    /** What they can do. */
    public EngineOffers offers() {
        return new EngineOffers(byTier.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offer())));
    }
}
