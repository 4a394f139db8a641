package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.stars.MoveStars.Result;
import app.nero.testing.Interleaving;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debits, refunds and the list of a user's movements. */
class MoveStarsTest {

    private static final String REF = "generation:65f000000000000000000001";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final MoveStars moveStars = new MoveStars(ledger, users, clock, new SecureRandom());
    private final ListStars listStars = new ListStars(ledger, Some.cursorSigning());
    private final User user = users.addIfAbsent(Some.user(clock.instant()));

    @BeforeEach
    void open() {
        new OpenLedger(ledger, users, new InMemoryErasedNumbers(), clock, new SecureRandom()).open(user.id(),
                user.phoneNumber());
    }

    @Test
    void refundsADebitOnceHoweverOftenAndInParallel() {
        debit(2);

        List<Optional<StarsEntry>> refunds = Race.of(20, _ -> () -> moveStars.refund(user.id(), REF, "failed"));

        assertEquals(Set.of(ledger.findLast(user.id())), Set.copyOf(refunds));
        assertEquals(List.of(3, -2, 2), ledger.of(user.id()).stream().map(StarsEntry::amount).toList());
        assertEquals(List.of(StarsKind.WELCOME, StarsKind.GENERATION, StarsKind.REFUND),
                ledger.of(user.id()).stream().map(StarsEntry::kind).toList());
        assertEquals(3, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void refundsADebitWhileTheBalanceMoves() {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            String ref = "generation:" + stop;
            moveStars.move(user.id(), 1, "a gift", "gift " + stop);
            debit(ref, 1);
            Interleaving interleaving = new Interleaving();
            MoveStars slow = new MoveStars(interleaving.in(StarsLedger.class, ledger), users, clock,
                    new SecureRandom());
            List<Optional<StarsEntry>> refunds = new ArrayList<>();

            isReached = interleaving.interrupt(stop, () -> refunds.add(slow.refund(user.id(), ref, "failed")),
                    () -> debit(ref + ":other", 1));

            assertEquals(List.of(ledger.find(user.id(), ref + ":refund")), refunds);
            assertEquals(3, moveStars.balance(user.id()));
        }
    }

    @Test
    void refundsNothingThatWasNotTaken() {
        assertEquals(Optional.empty(), moveStars.refund(user.id(), REF, "failed"));
        debit(0);
        assertEquals(Optional.empty(), moveStars.refund(user.id(), REF, "failed"));
        assertEquals(Optional.empty(), moveStars.refund(Some.id(), REF, "failed"));
    }

    @Test
    void doesNotOpenAnErasedLedgerForARefund() {
        debit(1);
        StarsLedger erased = (StarsLedger) Proxy.newProxyInstance(StarsLedger.class.getClassLoader(),
                new Class<?>[]{StarsLedger.class}, (_, method, arguments) -> {
                    if (method.getName().equals("findLast")) {
                        ledger.erase(user.id());
                    }
                    return method.invoke(ledger, arguments);
                });

        assertEquals(Optional.empty(),
                new MoveStars(erased, users, clock, new SecureRandom()).refund(user.id(), REF, "failed"));
        assertEquals(List.of(), ledger.of(user.id()));
    }

    @Test
    void looksForAnEarlierRefundOnlyAfterAConflict() {
        debit(1);
        List<String> calls = new ArrayList<>();
        StarsLedger watched = (StarsLedger) Proxy.newProxyInstance(StarsLedger.class.getClassLoader(),
                new Class<?>[]{StarsLedger.class}, (_, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(ledger, arguments);
                });
        MoveStars watching = new MoveStars(watched, users, clock, new SecureRandom());

        Optional<StarsEntry> first = watching.refund(user.id(), REF, "failed");
        Optional<StarsEntry> second = watching.refund(user.id(), REF, "failed");

        assertEquals(first, second);
        assertEquals(List.of("find", "findLast", "append", "find", "findLast", "append", "find"), calls);
    }

    @Test
    void refundsEvenABalanceAtItsMaximum() {
        debit(2);
        moveStars.move(user.id(), MoveStars.MAX - 1, "a gift", "gift");

        assertEquals(MoveStars.MAX + 2, moveStars.refund(user.id(), REF, "failed").orElseThrow().balance());
        assertInstanceOf(Result.Moved.class, debit("generation:2", 0));
        assertInstanceOf(Result.Moved.class, debit("generation:3", 1));
    }

    @Test
    void writesNoDebitUnderARefThatHoldsNoStars() {
        debit(0);

        assertEquals(new Result.OtherAmount(), debit(1));
        assertEquals(3, ledger.findLast(user.id()).orElseThrow().balance());
    }

    @Test
    void repeatsADebitThatTheBalanceNoLongerCovers() {
        Result first = debit(3);

        assertInstanceOf(Result.Moved.class, first);
        assertEquals(first, debit(3));
        assertEquals(new Result.OutOfRange(0), debit("another", 1));
    }

    @Test
    void listsMovementsByPage() {
        debit(1);
        debit("closed", 0);
        moveStars.refund(user.id(), REF, "failed");

        StarsPage first = listStars.list(user.id(), Optional.empty(), 2).orElseThrow();
        StarsPage second = listStars.list(user.id(), first.page().nextCursor(), 2).orElseThrow();

        assertEquals(3, first.balance());
        assertEquals(0, first.owed());
        assertEquals(List.of(1, -1), first.page().items().stream().map(StarsEntry::amount).toList());
        assertEquals(List.of(3), second.page().items().stream().map(StarsEntry::amount).toList());
        assertEquals(Optional.empty(), second.page().nextCursor());
        assertEquals(Optional.of(new Id("65f000000000000000000001")),
                first.page().items().getFirst().subject("generation:"));
        assertEquals(Optional.empty(), second.page().items().getFirst().subject("generation:"));
    }

    @Test
    void refusesTheCursorOfAnotherUser() {
        debit(1);
        Optional<String> cursor = listStars.list(user.id(), Optional.empty(), 1).orElseThrow().page().nextCursor();

        assertTrue(cursor.isPresent());
        assertEquals(Optional.empty(), listStars.list(Some.id(), cursor, 1));
        assertEquals(Optional.empty(), listStars.list(user.id(), Optional.of("1"), 1));
    }

    @Test
    void opensNoLedger() {
        ledger.erase(user.id());

        assertEquals(new Result.NoLedger(), debit(1));
        assertEquals(new Result.NoLedger(), debit(0));
        assertEquals(new Result.NoLedger(), moveStars.move(user.id(), 5, "a gift", "gift"));
        assertEquals(0, moveStars.balance(user.id()));
        assertEquals(new StarsPage(0, 0, new Paging.Page<>(List.of(), Optional.empty())),
                listStars.list(user.id(), Optional.empty(), 5).orElseThrow());
        assertEquals(List.of(), ledger.of(user.id()));
    }

    @Test
    void readsTheKindOfOldRowsFromTheirReason() {
        assertEquals(StarsKind.WELCOME, StarsKind.of(Optional.empty(), "first sign-in"));
        assertEquals(StarsKind.GIFT, StarsKind.of(Optional.empty(), "ticket 7"));
        assertEquals(StarsKind.REFUND, StarsKind.of(Optional.of("refund"), "first sign-in"));
    }

    private Result debit(int stars) {
        return debit(REF, stars);
    }

    private Result debit(String ref, int stars) {
        return moveStars.move(user.id(), -stars, StarsKind.GENERATION, "generation", ref);
    }
}
