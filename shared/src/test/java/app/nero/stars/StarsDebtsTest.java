package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.stars.MoveStars.Result;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Stars of a payment that are taken back, and the debts that this leaves. */
class StarsDebtsTest {

    private static final String PACK = "payment:65f000000000000000000001";
    private static final String OTHER_PACK = "payment:65f000000000000000000002";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final MoveStars moveStars = new MoveStars(ledger, users, clock, new SecureRandom());
    private final User user = users.addIfAbsent(Some.user(clock.instant()));

    @BeforeEach
    void open() {
        ledger.append(StarsEntry.first(Some.id(), user.id(), 3, clock.instant()));
    }

    @Test
    void takesBackAGrant() {
        grant(PACK, 20);

        assertEntry(takeBack(PACK), PACK + ":refund", -20, 3, 0, 0);
        assertEquals(StarsKind.CHARGEBACK, last().kind());
        assertEquals(3, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void owesWhatWasSpentAlready() {
        grant(PACK, 20);
        spend(9);

        assertEntry(takeBack(PACK), PACK + ":refund", -14, 0, 6, 6);
        assertEquals(0, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void takesBackOnceHoweverOftenAndInParallel() {
        grant(PACK, 20);

        List<StarsEntry> taken = Race.of(20, _ -> () -> takeBack(PACK));

        assertEquals(1, taken.stream().distinct().count());
        assertEquals(3, ledger.of(user.id()).size());
        assertEquals(3, last().balance());
    }

    @Test
    void takesBackWhileTheBalanceMoves() {
        grant(PACK, 20);

        Race.of(20, i -> () -> i == 7
                ? takeBack(PACK)
                : moveStars.move(user.id(), -2, StarsKind.GENERATION, "generation", "generation " + i));

        int spent = ledger.of(user.id()).stream().filter(entry -> entry.kind() == StarsKind.GENERATION)
                .mapToInt(StarsEntry::amount).sum();
        assertEquals(3 + spent, last().balance() - last().owed());
    }

    @ParameterizedTest
    @EnumSource(names = {"PURCHASE", "PLAN", "GIFT"})
    void paysOlderDebtsFirst(StarsKind kind) {
        owe(6);

        assertEntry(moved(20, kind, OTHER_PACK), OTHER_PACK, 14, 14, -6, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"PURCHASE", "PLAN", "GIFT"}, mode = Mode.EXCLUDE)
    void paysNoDebtsWithStarsOfOtherKinds(StarsKind kind) {
        owe(6);

        assertEntry(moved(20, kind, "another"), "another", 20, 20, 0, 6);
    }

    @Test
    void paysPartOfALargeDebt() {
        owe(6);

        assertEntry(moved(4, StarsKind.PURCHASE, OTHER_PACK), OTHER_PACK, 0, 0, -4, 2);
    }

    @Test
    void keepsTheDebtWhenStarsAreRemoved() {
        owe(6);
        refundOf(2);

        assertEntry(moved(-1, StarsKind.GIFT, "another"), "another", -1, 1, 0, 6);
    }

    @Test
    void repeatsAGrantThatPaidADebtByItsFullAmount() {
        owe(6);
        Result first = grant(OTHER_PACK, 20);

        assertEquals(first, grant(OTHER_PACK, 20));
        assertEquals(new Result.OtherAmount(), grant(OTHER_PACK, 14));
    }

    @Test
    void takesBackAllOfAGrantThatPaidADebt() {
        owe(6);
        grant(OTHER_PACK, 20);

        assertEntry(takeBack(OTHER_PACK), OTHER_PACK + ":refund", -14, 0, 6, 6);
    }

    @Test
    void takesBackAGrantThatOnlyPaidADebt() {
        owe(6);
        grant(OTHER_PACK, 5);

        assertEntry(takeBack(OTHER_PACK), OTHER_PACK + ":refund", 0, 0, 5, 6);
    }

    @Test
    void closesTheRefOfAGrantThatWasNotWritten() {
        StarsEntry closed = takeBack(PACK);

        assertEntry(closed, PACK, 0, 3, 0, 0);
        assertEquals(new Result.OtherAmount(), grant(PACK, 20));
        assertEquals(closed, takeBack(PACK));
        assertEquals(closed, last());
    }

    @Test
    void grantsAndTakesBackInAnyOrder() {
        for (int round = 0; round < 50; round++) {
            String ref = "payment " + round;
            Race.of(8, i -> () -> i % 2 == 0 ? takeBack(ref) : grant(ref, 20));

            takeBack(ref);
            assertEquals(3, last().balance(), ref);
            assertEquals(0, last().owed(), ref);
        }
    }

    @Test
    void opensNoErasedLedger() {
        ledger.erase(user.id());

        assertEquals(Optional.empty(), moveStars.takeBack(user.id(), PACK, "disputed"));
        assertEquals(List.of(), ledger.of(user.id()));
    }

    @Test
    void grantsWhatWasPaidForAboveTheMaximum() {
        moveStars.move(user.id(), MoveStars.MAX - 3, "a gift", "gift");

        assertInstanceOf(Result.Moved.class, grant(PACK, 20));
        assertInstanceOf(Result.Moved.class,
                moveStars.move(user.id(), 40, StarsKind.PLAN, "a plan", "plan:65f000000000000000000003:0"));
        assertEquals(MoveStars.MAX + 60, last().balance());
        assertEquals(new Result.OutOfRange(MoveStars.MAX + 60), moveStars.move(user.id(), 1, "a gift", "another"));
    }

    /** Leaves a balance of 0 and this debt. */
    private void owe(int stars) {
        grant(PACK, 20);
        spend(3 + stars);
        takeBack(PACK);
    }

    private void spend(int stars) {
        moved(-stars, StarsKind.GENERATION, "generation");
    }

    private void refundOf(int stars) {
        moved(stars, StarsKind.REFUND, "generation:refund");
    }

    private Result grant(String ref, int stars) {
        return moveStars.move(user.id(), stars, StarsKind.PURCHASE, "a pack", ref);
    }

    private StarsEntry moved(int stars, StarsKind kind, String ref) {
        Result result = moveStars.move(user.id(), stars, kind, "a test", ref);
        return assertInstanceOf(Result.Moved.class, result).entry();
    }

    private StarsEntry takeBack(String ref) {
        return moveStars.takeBack(user.id(), ref, "disputed").orElseThrow();
    }

    private StarsEntry last() {
        return ledger.findLast(user.id()).orElseThrow();
    }

    private void assertEntry(StarsEntry entry, String ref, int amount, int balance, int owedChange, int owed) {
        assertEquals(new StarsEntry(entry.id(), user.id(), entry.number(), amount, balance, owedChange, owed,
                entry.kind(), entry.reason(), ref, clock.instant()), entry);
        assertEquals(Optional.of(entry), ledger.find(user.id(), ref));
    }
}
