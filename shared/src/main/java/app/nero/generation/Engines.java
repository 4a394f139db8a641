package app.nero.generation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configured engines. The first of a tier is preferred; the others are its fallbacks, at the same price. */
public record Engines(List<ImageEngine> inOrder) {

    public Engines {
        inOrder = List.copyOf(inOrder);
    }

    /**
     * The engine for an attempt. The engines that can do the generation take turns, because a repeated attempt may follow an outage
     * of one of them.
     *
     * @param attempt 1 for the first
     * @param off the ids of engines that are switched off
     * @return empty if none can do it
     */
    Optional<ImageEngine> choose(Recipe recipe, int attempt, Set<String> off) {
        List<EngineOffer> able = offers().able(recipe.options().engine(), recipe.needs()).stream()
                .filter(offer -> !off.contains(offer.id())).toList();
        return able.isEmpty() ? Optional.empty() : find(able.get((attempt - 1) % able.size()).id());
    }

    /** The engine with this id. */
    Optional<ImageEngine> find(String id) {
        return inOrder.stream().filter(engine -> engine.offer().id().equals(id)).findFirst();
    }

    /** The engine that submitted a job, even if it is switched off; empty if it is not configured any more. */
    Optional<AsynchronousEngine> find(ProviderJob job) {
        return find(job.engineId()).filter(AsynchronousEngine.class::isInstance).map(AsynchronousEngine.class::cast);
    }

    /** What they can do. */
    public EngineOffers offers() {
        return new EngineOffers(inOrder.stream().map(ImageEngine::offer).toList());
    }
}
