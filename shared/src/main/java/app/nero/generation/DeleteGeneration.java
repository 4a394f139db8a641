package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import java.time.Clock;
import java.util.Optional;

/**
 * Deletes a generation from its owner's gallery, and then its images. It must be settled before: deleting it earlier would lose
 * its refund.
 */
public final class DeleteGeneration {

    public sealed interface Result {

        record Deleted() implements Result {}

        /** It is active, or its refund is not written yet. */
        record NotSettled() implements Result {}

        record NotFound() implements Result {}
    }

    private final Generations generations;
    private final ClearGeneration clearGeneration;
    private final Clock clock;

    public DeleteGeneration(Generations generations, ClearGeneration clearGeneration, Clock clock) {
        this.generations = generations;
        this.clearGeneration = clearGeneration;
        this.clock = clock;
    }

    public Result delete(Id userId, Id id) {
        Optional<Generation> deleted = generations.delete(userId, id, clock.instant());
        if (deleted.isEmpty()) {
            return generations.find(userId, id).<Result>map(_ -> new Result.NotSettled())
                    .orElseGet(Result.NotFound::new);
        }
        try {
            clearGeneration.clear(deleted.get());
        } catch (UnavailableException _) {
            // Its owner does not see it any more. The sweep destroys its images.
        }
        return new Result.Deleted();
    }
}
