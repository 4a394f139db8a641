package app.nero.generation;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import java.util.Optional;

/** Lists a user's generations by page, newest first. */
public final class ListGenerations {

    private final Generations generations;
    private final CursorSigning cursors;

    public ListGenerations(Generations generations, CursorSigning cursors) {
        this.generations = generations;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another list */
    public Optional<Paging.Page<Generation>> list(Id userId, GenerationFilter filter, Optional<String> cursor,
            int limit) {
        Paging<Id> paging = new Paging<>(cursors, "generations\n" + userId + "\n" + filter.signature(), Id::parse);
        return paging.page(cursor, limit, (before, max) -> generations.list(userId, filter, before, max),
                generation -> generation.id().value());
    }
}
