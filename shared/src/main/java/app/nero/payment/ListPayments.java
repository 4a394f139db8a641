package app.nero.payment;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;

/** Lists a user's payments by page, newest first. */
public final class ListPayments {

    /** @param nextCursor starts the next page; empty on the last page */
    public record Page(List<Payment> payments, Optional<String> nextCursor) {

        public Page {
            payments = List.copyOf(payments);
        }
    }

    private final Payments payments;
    private final CursorSigning cursors;

    public ListPayments(Payments payments, CursorSigning cursors) {
        this.payments = payments;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another user */
    public Optional<Page> list(Id userId, Optional<String> cursor, int limit) {
        String list = "payments\n" + userId;
        Optional<Id> before = cursor.flatMap(text -> cursors.open(list, text)).flatMap(Id::parse);
        if (cursor.isPresent() && before.isEmpty()) {
            return Optional.empty();
        }
        List<Payment> found = payments.list(userId, before, limit + 1);
        List<Payment> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(list, page.getLast().id().value()))
                : Optional.empty();
        return Optional.of(new Page(page, next));
    }
}
