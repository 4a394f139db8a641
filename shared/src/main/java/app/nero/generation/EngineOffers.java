package app.nero.generation;

import java.util.Map;
import java.util.Optional;

/** What the engines that are switched on can do, by the tier that users choose. */
public record EngineOffers(Map<EngineTier, EngineOffer> byTier) {

    public EngineOffers {
        byTier = Map.copyOf(byTier);
    }

    public Optional<EngineOffer> find(EngineTier tier) {
        return Optional.ofNullable(byTier.get(tier));
    }
}
