package app.nero.stars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLedgerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final InMemoryErasedNumbers erasedNumbers = new InMemoryErasedNumbers();
    private final OpenLedger openLedger = with(users);
    private final User user = users.addIfAbsent(Some.user(clock.instant()));

    @Test
    void givesThreeStarsToANewAccount() {
        StarsEntry first = openLedger.open(user.id(), user.phoneNumber());

        assertEquals(List.of(first), ledger.of(user.id()));
        assertEquals(StarsKind.WELCOME, first.kind());
        assertEquals(3, first.amount());
        assertEquals(user.with(first), users.find(user.id()).orElseThrow());
    }

    @Test
    void givesNoStarsToANumberWhoseAccountWasErasedInTheLast30Days() {
        erasedNumbers.add(user.phoneNumber(), clock.instant().plus(OpenLedger.NO_SECOND_GIFT));
        clock.advance(Duration.ofDays(30).minusMillis(1));

        StarsEntry first = openLedger.open(user.id(), user.phoneNumber());

        assertEquals(List.of(first), ledger.of(user.id()));
        assertEquals(0, first.amount());
        assertEquals(1, users.find(user.id()).orElseThrow().starsEntry());
    }

    @Test
    void givesStarsAgainAfter30Days() {
        erasedNumbers.add(user.phoneNumber(), clock.instant().plus(OpenLedger.NO_SECOND_GIFT));
        clock.advance(Duration.ofDays(30));

        assertEquals(3, openLedger.open(user.id(), user.phoneNumber()).amount());
    }

    @Test
    void keepsTheFirstDecision() {
        erasedNumbers.add(user.phoneNumber(), clock.instant().plusSeconds(1));
        openLedger.open(user.id(), user.phoneNumber());
        clock.advance(Duration.ofSeconds(1));

        assertEquals(0, openLedger.open(user.id(), user.phoneNumber()).balance());
        assertEquals(1, ledger.of(user.id()).size());
    }

    @Test
    void returnsTheBalanceOfAnOpenLedger() {
        openLedger.open(user.id(), user.phoneNumber());
        new MoveStars(ledger, users, clock, new SecureRandom()).move(user.id(), 7, "a gift", "gift");

        assertEquals(10, openLedger.open(user.id(), user.phoneNumber()).balance());
        assertEquals(10, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void givesOneGiftHoweverManySignInsOpenTheLedgerAtOnce() {
        Race.of(20, _ -> () -> openLedger.open(user.id(), user.phoneNumber()));

        assertEquals(List.of(3), ledger.of(user.id()).stream().map(StarsEntry::amount).toList());
        assertEquals(3, users.find(user.id()).orElseThrow().stars());
    }

    private OpenLedger with(Balances balances) {
        return new OpenLedger(ledger, balances, erasedNumbers, clock, new SecureRandom());
    }
}
