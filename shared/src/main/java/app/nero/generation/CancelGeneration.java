package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.stars.MoveStars;
import java.time.Clock;
import java.util.Optional;

/** Cancels a generation that no worker has started, and refunds it. */
public final class CancelGeneration {

    public sealed interface Result {

        /** Canceled now or earlier. */
        record Canceled(Generation generation, int balance) implements Result {}

        /** It runs, or has ended. */
        record TooLate() implements Result {}

        record NotFound() implements Result {}
    }

    private final Generations generations;
    private final SettleGeneration settleGeneration;
    private final MoveStars moveStars;
    private final Clock clock;

    public CancelGeneration(Generations generations, SettleGeneration settleGeneration, MoveStars moveStars,
            Clock clock) {
        this.generations = generations;
        this.settleGeneration = settleGeneration;
        this.moveStars = moveStars;
        this.clock = clock;
    }

    public Result cancel(Id userId, Id id) {
        Optional<Generation> canceled = generations.cancel(userId, id, clock.instant()).map(this::settle)
                .or(() -> generations.find(userId, id));
        if (canceled.isEmpty()) {
            return new Result.NotFound();
        }
        return canceled.get().status() == GenerationStatus.CANCELED
                ? new Result.Canceled(canceled.get(), moveStars.balance(userId))
                : new Result.TooLate();
    }

    private Generation settle(Generation canceled) {
        try {
            return settleGeneration.settle(canceled).orElse(canceled);
        } catch (UnavailableException _) {
            // It is canceled. The sweep refunds it.
            return canceled;
        }
    }
}
