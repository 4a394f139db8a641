package app.nero.generation;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import java.util.Optional;

/** Lists the public results of a template by page, newest first. */
public final class ListPublicResults {

    private final Generations generations;
    private final CursorSigning cursors;

    public ListPublicResults(Generations generations, CursorSigning cursors) {
        this.generations = generations;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another list */
    public Optional<Paging.Page<Generation>> list(Id templateId, Optional<String> cursor, int limit) {
        Paging<Id> paging = new Paging<>(cursors, "results\n" + templateId, Id::parse);
        return paging.page(cursor, limit, (before, max) -> generations.listPublic(templateId, before, max),
                generation -> generation.id().value());
    }
}
