package app.nero.stars;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import java.util.List;
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
        String list = "stars\n" + userId;
        Optional<Integer> before = cursor.flatMap(text -> cursors.open(list, text)).map(Integer::valueOf);
        if (cursor.isPresent() && before.isEmpty()) {
            return Optional.empty();
        }
        Optional<StarsEntry> last = ledger.findLast(userId);
        List<StarsEntry> found = ledger.list(userId, before, limit + 1);
        List<StarsEntry> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(list, Integer.toString(page.getLast().number())))
                : Optional.empty();
        return Optional.of(new StarsPage(last.map(StarsEntry::balance).orElse(0),
                last.map(StarsEntry::owed).orElse(0), page, next));
    }
}
