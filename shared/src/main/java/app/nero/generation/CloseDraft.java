package app.nero.generation;

import app.nero.picture.Uploads;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes a draft that is not accepted. A request that stopped may still write its debit, so an entry of 0 stars first takes the
 * debit's ref. If the debit was faster, it is refunded. It may be repeated.
 */
public final class CloseDraft {

    private final Generations generations;
    private final MoveStars moveStars;
    private final HeldSources sources;
    private final Clock clock;

    public CloseDraft(Generations generations, MoveStars moveStars, Uploads uploads, Clock clock) {
        this.generations = generations;
        this.moveStars = moveStars;
        this.sources = new HeldSources(uploads, clock);
        this.clock = clock;
    }

    /**
     * @param draft as it was written; its row may have been closed since
     * @return false if it was accepted, deleted or erased meanwhile, so that nothing was done
     */
    public boolean close(Generation draft) {
        return close(draft, Optional.empty());
    }

    /** Like {@link #close}, for a request that was blocked. */
    boolean closeBlocked(Generation draft) {
        return close(draft, Optional.of(FailureCode.CONTENT_BLOCKED));
    }

    private boolean close(Generation draft, Optional<FailureCode> error) {
        Instant now = clock.instant();
        Optional<Generation> closing = generations.closeDraft(draft.id(), error, now)
                .or(() -> generations.find(draft.id()).filter(it -> it.isRemovedBy(Removal.Cause.DRAFT)));
        if (closing.isEmpty()) {
            return false;
        }
        keepOutDebit(draft);
        sources.release(draft);
        generations.empty(draft.id(), draft.createdAt().plus(Generation.KEPT));
        return true;
    }

    private void keepOutDebit(Generation draft) {
        switch (moveStars.move(draft.userId(), 0, StarsKind.GENERATION, "generation not accepted", draft.ref())) {
            case MoveStars.Result.Moved _,MoveStars.Result.NoLedger _ -> {
                // No debit can follow. An erased account has no ledger.
            }
            case MoveStars.Result.OtherAmount _ ->
                moveStars.refund(draft.userId(), draft.ref(), "generation not accepted");
            case MoveStars.Result.OutOfRange _ -> throw new IllegalStateException("0 stars are out of range");
        }
    }
}
