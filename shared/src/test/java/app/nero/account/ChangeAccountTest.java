package app.nero.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.ChangeAccount.Result;
import app.nero.account.ChangeAccount.StarsChange;
import app.nero.audit.Audit;
import app.nero.audit.AuditEntry;
import app.nero.audit.InMemoryAuditLog;
import app.nero.kernel.Id;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.MoveStars;
import app.nero.stars.OpenLedger;
import app.nero.stars.StarsEntry;
import app.nero.testing.Interleaving;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeAccountTest {

    private static final AccountChange NOTHING = new AccountChange(Optional.empty(), Optional.empty());

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog();
    private final MoveStars moveStars = new MoveStars(ledger, users, clock, new SecureRandom());
    private final ChangeAccount useCase = new ChangeAccount(users, moveStars,
            new Audit(auditLog, clock, new SecureRandom()), clock);
    private final OpenLedger openLedger = new OpenLedger(ledger, users, new InMemoryErasedNumbers(), clock,
            new SecureRandom());
    private final User user = signedIn();
    private final String admin = Some.id().value();

    @Test
    void changesSubscriptionAndRoleAndLogsBoth() {
        Result result = useCase.change(admin, user.id(),
                new AccountChange(Optional.of(Subscription.PRO), Optional.of(Role.ADMIN)), Optional.empty());

        User changed = assertInstanceOf(Result.Changed.class, result).user();
        assertEquals(Subscription.PRO, changed.subscription());
        assertEquals(Role.ADMIN, changed.role());
        AuditEntry entry = auditLog.entries().getFirst();
        assertEquals(admin, entry.actor());
        assertEquals("user.change", entry.action());
        assertEquals(user.id().value(), entry.target());
        assertEquals(Map.of("subscription", "free", "role", "user"), entry.before());
        assertEquals(Map.of("subscription", "pro", "role", "admin"), entry.after());
    }

    @Test
    void changesTheSubscriptionAlone() {
        useCase.change(admin, user.id(), new AccountChange(Optional.of(Subscription.PRO), Optional.empty()),
                Optional.empty());

        assertEquals(Subscription.PRO, users.find(user.id()).orElseThrow().subscription());
        assertEquals(Map.of("subscription", "pro"), auditLog.entries().getFirst().after());
    }

    @Test
    void changesNothingIfTheAuditLogFails() {
        auditLog.fail();

        assertThrows(UnavailableException.class, () -> useCase.change(admin, user.id(), role(Role.ADMIN), stars(5)));
        assertThrows(UnavailableException.class,
                () -> useCase.change(admin, user.id(), role(Role.ADMIN), Optional.empty()));

        assertEquals(Optional.of(user), users.find(user.id()));
        assertEquals(1, ledger.of(user.id()).size());
    }

    @Test
    void setsTheBalanceToTheSumOfTheLedger() {
        useCase.change(admin, user.id(), NOTHING, stars(10));
        Result result = useCase.change(admin, user.id(), NOTHING, stars(-4));

        assertEquals(9, assertInstanceOf(Result.Changed.class, result).user().stars());
        assertEquals(List.of(3, 10, -4), ledger.of(user.id()).stream().map(StarsEntry::amount).toList());
    }

    @Test
    void changesNothingIfTheStarsWouldBeOutOfRange() {
        Result result = useCase.change(admin, user.id(), role(Role.ADMIN), stars(-4));

        assertEquals(new Result.StarsOutOfRange(3), result);
        assertEquals(new Result.StarsOutOfRange(3), useCase.change(admin, user.id(), NOTHING, stars(MoveStars.MAX)));
        assertEquals(Optional.of(user), users.find(user.id()));
        assertEquals(0, assertInstanceOf(Result.Changed.class, useCase.change(admin, user.id(), NOTHING, stars(-3)))
                .user().stars());
    }

    @Test
    void appliesAChangeOfStarsOncePerRef() {
        StarsChange change = new StarsChange(5, "a refund", "ticket 7");

        useCase.change(admin, user.id(), NOTHING, Optional.of(change));
        Result again = useCase.change(admin, user.id(), NOTHING, Optional.of(change));
        Result other = useCase.change(admin, user.id(), NOTHING,
                Optional.of(new StarsChange(6, "a refund", "ticket 7")));

        assertEquals(8, assertInstanceOf(Result.Changed.class, again).user().stars());
        assertEquals(new Result.OtherStars(), other);
        assertEquals(8, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void keepsTheBalanceExactAndNonNegativeUnderConcurrency() {
        List<Result> results = Race.of(50,
                i -> () -> useCase.change(admin, user.id(), NOTHING, stars(i % 2 == 0 ? -2 : 1)));

        int moved = ledger.of(user.id()).stream().mapToInt(StarsEntry::amount).sum();
        assertEquals(moved, users.find(user.id()).orElseThrow().stars());
        assertTrue(ledger.of(user.id()).stream().allMatch(entry -> entry.balance() >= 0));
        assertEquals(ledger.of(user.id()).size() - 1,
                results.stream().filter(result -> result instanceof Result.Changed).count());
    }

    @Test
    void keepsTheRoleOfTheLastAdmin() {
        users.change(user.id(), role(Role.ADMIN), clock.instant());

        assertEquals(new Result.LastAdmin(),
                useCase.change(user.id().value(), user.id(), role(Role.USER), Optional.empty()));
        assertEquals(Role.ADMIN, users.find(user.id()).orElseThrow().role());
        assertInstanceOf(Result.Changed.class, useCase.change(admin, user.id(), role(Role.ADMIN), Optional.empty()));

        useCase.change(admin, users.addIfAbsent(Some.user(clock.instant())).id(), role(Role.ADMIN), Optional.empty());
        assertInstanceOf(Result.Changed.class,
                useCase.change(user.id().value(), user.id(), role(Role.USER), Optional.empty()));
        assertEquals(Role.USER, users.find(user.id()).orElseThrow().role());
    }

    @Test
    void keepsAnAdminWhenTwoAdminsRevokeEachOther() {
        List<Id> admins = List.of(user.id(), users.addIfAbsent(Some.user(clock.instant())).id());
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            admins.forEach(id -> users.change(id, role(Role.ADMIN), clock.instant()));
            Interleaving interleaving = new Interleaving();
            ChangeAccount slow = new ChangeAccount(interleaving.in(Users.class, users), moveStars,
                    new Audit(auditLog, clock, new SecureRandom()), clock);
            List<Result> results = new ArrayList<>();

            isReached = interleaving.interrupt(stop,
                    () -> results.add(slow.change(admin, admins.get(0), role(Role.USER), Optional.empty())),
                    () -> results.add(useCase.change(admin, admins.get(1), role(Role.USER), Optional.empty())));

            assertTrue(users.hasOtherAdmin(Some.id()));
            assertTrue(results.contains(new Result.LastAdmin()), "stop " + stop);
        }
    }

    @Test
    void movesNoStarsBeforeTheFirstSignIn() {
        User unfinished = users.addIfAbsent(Some.user(clock.instant()));

        assertEquals(new Result.NeverSignedIn(), useCase.change(admin, unfinished.id(), NOTHING, stars(5)));
        assertEquals(List.of(), ledger.of(unfinished.id()));
        assertInstanceOf(Result.Changed.class,
                useCase.change(admin, unfinished.id(), role(Role.ADMIN), Optional.empty()));
    }

    @Test
    void reportsAnUnknownUser() {
        assertEquals(new Result.NotFound(), useCase.change(admin, Some.id(), role(Role.ADMIN), Optional.empty()));
        assertEquals(List.of(), auditLog.entries());
    }

    private User signedIn() {
        User first = users.addIfAbsent(Some.user(clock.instant()));
        return first.with(openLedger.open(first.id(), first.phoneNumber()));
    }

    private static AccountChange role(Role role) {
        return new AccountChange(Optional.empty(), Optional.of(role));
    }

    private static Optional<StarsChange> stars(int amount) {
        return Optional.of(new StarsChange(amount, "a test", Some.id().value()));
    }
}
