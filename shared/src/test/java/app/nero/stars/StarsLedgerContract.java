package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link StarsLedger} must pass. */
public abstract class StarsLedgerContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Instant LATER = NOON.plusSeconds(90);

    private final User user = Some.user(NOON);
    private final StarsEntry first = StarsEntry.first(Some.id(), user.id(), 3, NOON);

    protected abstract StarsLedger ledger();

    @Test
    void storesEntriesUnchanged() {
        StarsEntry second = first.next(Some.id(), -2, StarsKind.GENERATION, "a picture", "picture 1", LATER);

        assertTrue(ledger().append(first));
        assertTrue(ledger().append(second));

        assertEquals(Optional.of(second), ledger().findLast(user.id()));
        assertEquals(Optional.of(second), ledger().find(user.id(), "picture 1"));
        assertEquals(1, second.balance());
    }

    @Test
    void storesDebtsUnchanged() {
        StarsEntry taken = first.takingBack(20, Some.id(), "disputed", "payment 1:refund", LATER);
        StarsEntry paid = taken.next(Some.id(), 10, StarsKind.PURCHASE, "a pack", "payment 2", LATER);
        List.of(first, taken, paid).forEach(ledger()::append);

        assertEquals(Optional.of(taken), ledger().find(user.id(), "payment 1:refund"));
        assertEquals(Optional.of(paid), ledger().findLast(user.id()));
        assertEquals(17, taken.owed());
        assertEquals(-10, paid.owedChange());
    }

    @Test
    void findsNothingOfOtherUsersOrRefs() {
        ledger().append(first);

        assertEquals(Optional.empty(), ledger().findLast(Some.id()));
        assertEquals(Optional.empty(), ledger().find(Some.id(), first.ref()));
        assertEquals(Optional.empty(), ledger().find(user.id(), "another"));
    }

    @Test
    void refusesASecondEntryWithTheSameNumberOrRef() {
        ledger().append(first);

        assertFalse(
                ledger().append(
                        new StarsEntry(Some.id(), user.id(), 1, 5, 5, 0, 0, StarsKind.GIFT, "x", "another", LATER)));
        assertFalse(ledger().append(first.next(Some.id(), 5, StarsKind.GIFT, "x", first.ref(), LATER)));
        assertTrue(ledger().append(StarsEntry.first(Some.id(), Some.id(), 3, NOON)));

        assertEquals(Optional.of(first), ledger().findLast(user.id()));
    }

    @Test
    void appendsOneOfSeveralConcurrentEntries() {
        ledger().append(first);

        List<Boolean> appended = Race.of(20,
                i -> () -> ledger().append(first.next(Some.id(), i, StarsKind.GIFT, "x", "race " + i, LATER)));

        assertEquals(1, appended.stream().filter(Boolean::booleanValue).count());
        assertEquals(2, ledger().findLast(user.id()).orElseThrow().number());
    }

    @Test
    void listsTheEntriesOfAllUsersById() {
        StarsEntry second = first.next(Some.id(), 1, StarsKind.GIFT, "x", "y", LATER);
        StarsEntry third = StarsEntry.first(Some.id(), Some.id(), 3, NOON);
        List.of(third, first, second).forEach(ledger()::append);

        assertEquals(List.of(second, third), ledger().listAfter(first.id(), 2));
        assertEquals(List.of(second), ledger().listAfter(first.id(), 1));
    }

    @Test
    void listsAUsersEntriesNewestFirstWithoutThoseOfNoStars() {
        StarsEntry debit = first.next(Some.id(), -1, StarsKind.GENERATION, "x", "2", LATER);
        StarsEntry closed = debit.next(Some.id(), 0, StarsKind.GENERATION, "x", "3", LATER);
        StarsEntry gift = closed.next(Some.id(), 5, StarsKind.GIFT, "x", "4", LATER);
        List.of(first, debit, closed, gift).forEach(ledger()::append);
        ledger().append(StarsEntry.first(Some.id(), Some.id(), 3, NOON));

        assertEquals(List.of(gift, debit, first), ledger().list(user.id(), Optional.empty(), 10));
        assertEquals(List.of(gift), ledger().list(user.id(), Optional.empty(), 1));
        assertEquals(List.of(debit, first), ledger().list(user.id(), Optional.of(4), 10));
    }
}
