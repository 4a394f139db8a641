package app.nero.generation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the configured engines can do. The first of a tier is preferred; the others are its fallbacks. */
public record EngineOffers(List<EngineOffer> inOrder) {

    public EngineOffers {
        inOrder = List.copyOf(inOrder);
    }

    /** Without the engines that are switched off. */
    public EngineOffers without(Set<String> off) {
        return new EngineOffers(inOrder.stream().filter(offer -> !off.contains(offer.id())).toList());
    }

    /** The offers of a tier. */
    List<EngineOffer> of(EngineTier tier) {
        return inOrder.stream().filter(offer -> offer.tier() == tier).toList();
    }

    /**
     * The engines of a tier that can do a generation. One that restyles a sample is no fallback for one that makes images from words.
     */
    List<EngineOffer> able(EngineTier tier, EngineNeeds needs) {
        List<EngineOffer> able = of(tier).stream().filter(offer -> offer.fits(needs)).toList();
        List<EngineOffer> withoutSample = able.stream().filter(offer -> !offer.restylesSample(needs)).toList();
        return withoutSample.isEmpty() ? able : withoutSample;
    }

    /**
     * What the engines of a tier can do together; empty if it has none. A request that combines what only different engines can do
     * is refused when it is checked.
     */
    public Optional<EngineOffer> find(EngineTier tier) {
        return of(tier).stream().reduce(EngineOffer::with);
    }
}
