package app.nero.stars;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import java.util.Optional;

/** Lists a user's movements of stars by page, newest first. Entries of 0 stars only reserve a ref and are not listed. */
public final class ListStars {

    private final StarsLedger ledger;
    private final CursorSigning cursors;

    public ListStars(StarsLedger ledger, CursorSigning cursors) {
        this.ledger = ledger;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another user */
    public Optional<StarsPage> list(Id userId, Optional<String> cursor, int limit) {
        Paging<Integer> paging = new Paging<>(cursors, "stars\n" + userId, text -> Optional.of(Integer.valueOf(text)));
        return paging.page(cursor, limit, (before, max) -> ledger.list(userId, before, max),
                entry -> Integer.toString(entry.number())).map(page -> withBalance(userId, page));
    }

    private StarsPage withBalance(Id userId, Paging.Page<StarsEntry> page) {
        Optional<StarsEntry> last = ledger.findLast(userId);
        return new StarsPage(last.map(StarsEntry::balance).orElse(0), last.map(StarsEntry::owed).orElse(0), page);
    }
}
