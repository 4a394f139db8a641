package app.nero.payment;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import java.util.Optional;

/** Lists a user's payments by page, newest first. */
public final class ListPayments {

    private final Payments payments;
    private final CursorSigning cursors;

    public ListPayments(Payments payments, CursorSigning cursors) {
        this.payments = payments;
        this.cursors = cursors;
    }

    /** @return empty if the cursor is invalid or belongs to another user */
    public Optional<Paging.Page<Payment>> list(Id userId, Optional<String> cursor, int limit) {
        Paging<Id> paging = new Paging<>(cursors, "payments\n" + userId, Id::parse);
        return paging.page(cursor, limit, (before, max) -> payments.list(userId, before, max),
                payment -> payment.id().value());
    }
}
