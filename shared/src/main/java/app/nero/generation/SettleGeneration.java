package app.nero.generation;

import app.nero.picture.Uploads;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.util.Optional;

/** Settles a generation that ended without an image: refunds its price and releases its sources. It may be repeated. */
public final class SettleGeneration {

    private final Generations generations;
    private final MoveStars moveStars;
    private final HeldSources sources;

    public SettleGeneration(Generations generations, MoveStars moveStars, Uploads uploads, Clock clock) {
        this.generations = generations;
        this.moveStars = moveStars;
        this.sources = new HeldSources(uploads, clock);
    }

    /**
     * @param ended as it was read in a state of {@link GenerationStatus#WITHOUT_IMAGE}, which no row leaves before it is settled
     * @return the settled generation; empty if it was settled before
     * @throws IllegalArgumentException if it has another state, because its price would be refunded wrongly
     */
    public Optional<Generation> settle(Generation ended) {
        if (!GenerationStatus.WITHOUT_IMAGE.contains(ended.status())) {
            throw new IllegalArgumentException("not ended without an image: " + ended.status());
        }
        moveStars.refund(ended.userId(), ended.ref(), "generation " + ended.status().text());
        sources.release(ended);
        return generations.settle(ended.id());
    }
}
