package app.nero.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Users}. */
public abstract class UsersContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Instant LATER = NOON.plusSeconds(90);
    private static final Instant MONTH_START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Optional<PersonName> SARA = Optional.of(new PersonName("سارا"));
    private static final Optional<EmailAddress> EMAIL = Optional.of(new EmailAddress("sara@nero.example"));

    protected abstract Users users();

    @Test
    void storesAUserUnchanged() {
        User first = Some.user(NOON);

        assertEquals(first, users().addIfAbsent(first));
        assertEquals(Optional.of(first), users().find(first.id()));
    }

    @Test
    void returnsTheExistingAccountOfAPhoneNumber() {
        User first = users().addIfAbsent(Some.user(NOON));
        users().update(first.id(), change(SARA, Optional.empty()), LATER);

        User again = users().addIfAbsent(User.first(Some.id(), first.phoneNumber(), LATER.plusSeconds(1)));

        assertEquals(first.id(), again.id());
        assertEquals(SARA, again.name());
        assertEquals(NOON, again.createdAt());
    }

    @Test
    void createsOneAccountUnderConcurrency() {
        PhoneNumber phoneNumber = Some.phoneNumber();

        List<Id> ids = Race.of(32, _ -> () -> users().addIfAbsent(User.first(Some.id(), phoneNumber, NOON)).id());

        assertEquals(1, ids.stream().distinct().count());
        assertEquals(phoneNumber, users().find(ids.getFirst()).orElseThrow().phoneNumber());
    }

    @Test
    void findsNothingForAnUnknownId() {
        assertEquals(Optional.empty(), users().find(Some.id()));
        assertEquals(Optional.empty(), users().findProfile(Some.id(), MONTH_START));
        assertEquals(Optional.empty(), users().update(Some.id(), change(SARA, EMAIL), LATER));
    }

    @Test
    void changesOnlyTheGivenFields() {
        User first = users().addIfAbsent(Some.user(NOON));
        users().update(first.id(), change(SARA, EMAIL), NOON.plusSeconds(1));

        User updated = users()
                .update(first.id(), new ProfileChange(Optional.of(Optional.empty()), Optional.empty()), LATER)
                .orElseThrow();

        assertEquals(new User(first.id(), first.phoneNumber(), Optional.empty(), EMAIL, first.subscription(),
                List.of(), 0, first.stars(), first.starsEntry(), first.role(), true, NOON, LATER), updated);
        assertEquals(Optional.of(updated), users().find(first.id()));
    }

    @Test
    void countsNoActivityOfANewUser() {
        User first = users().addIfAbsent(Some.user(NOON));

        assertEquals(Optional.of(new Profile(first, new Activity(0, 0, 0, 0))),
                users().findProfile(first.id(), MONTH_START));
    }

    @Test
    void changesOnlySubscriptionAndRole() {
        User first = users().addIfAbsent(Some.user(NOON));

        User pro = users().change(first.id(), new AccountChange(Optional.of(Subscription.PRO), Optional.empty()), LATER)
                .orElseThrow();
        User admin = users().change(first.id(), new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), LATER)
                .orElseThrow();

        assertEquals(new User(first.id(), first.phoneNumber(), first.name(), first.email(), Subscription.PRO,
                List.of(), 0, first.stars(), first.starsEntry(), Role.USER, true, NOON, LATER), pro);
        assertEquals(Role.ADMIN, admin.role());
        assertEquals(Subscription.PRO, admin.subscription());
        assertEquals(Optional.of(admin), users().find(first.id()));
        assertEquals(Optional.empty(),
                users().change(Some.id(), new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), LATER));
    }

    @Test
    void keepsTheBalanceOfTheLatestEntryInAnyOrder() {
        User first = users().addIfAbsent(Some.user(NOON));

        users().showStars(first.id(), 3, 30);
        users().showStars(first.id(), 2, 20);
        users().showStars(Some.id(), 4, 40);

        assertEquals(0, first.starsEntry());
        assertEquals(30, users().find(first.id()).orElseThrow().stars());
        assertEquals(3, users().find(first.id()).orElseThrow().starsEntry());
        users().showStars(first.id(), 4, 0);
        assertEquals(0, users().find(first.id()).orElseThrow().stars());
    }

    @Test
    void replacesThePlansOfTheSeenVersion() {
        User first = users().addIfAbsent(Some.user(NOON));
        PlanPeriod pro = period(Subscription.PRO);
        PlanPeriod premium = period(Subscription.PREMIUM);

        assertTrue(users().setPlans(first.id(), 0, List.of(pro)));
        assertFalse(users().setPlans(first.id(), 0, List.of(premium)));
        assertEquals(List.of(pro), users().find(first.id()).orElseThrow().plans());
        assertFalse(users().setPlans(first.id(), 2, List.of(premium)));
        assertTrue(users().setPlans(first.id(), 1, List.of(pro, premium)));

        User changed = users().find(first.id()).orElseThrow();
        assertEquals(new User(first.id(), first.phoneNumber(), first.name(), first.email(), Subscription.FREE,
                List.of(pro, premium), 2, first.stars(), first.starsEntry(), first.role(), true, NOON, NOON), changed);
        assertTrue(users().setPlans(first.id(), 2, List.of()));
        assertEquals(List.of(), users().find(first.id()).orElseThrow().plans());
        assertFalse(users().setPlans(Some.id(), 0, List.of(pro)));
    }

    @Test
    void replacesThePlansOnceUnderConcurrency() {
        User first = users().addIfAbsent(Some.user(NOON));

        List<Boolean> set = Race.of(20,
                _ -> () -> users().setPlans(first.id(), 0, List.of(period(Subscription.PRO))));

        assertEquals(1, set.stream().filter(Boolean::booleanValue).count());
        assertEquals(1, users().find(first.id()).orElseThrow().plansVersion());
    }

    @Test
    void keepsThePlansWhenSomethingElseChanges() {
        User first = users().addIfAbsent(Some.user(NOON));
        List<PlanPeriod> plans = List.of(period(Subscription.PRO));
        users().setPlans(first.id(), 0, plans);

        users().update(first.id(), change(SARA, EMAIL), LATER);
        users().change(first.id(), new AccountChange(Optional.of(Subscription.PREMIUM), Optional.empty()), LATER);
        users().showStars(first.id(), 3, 30);

        assertEquals(plans, users().find(first.id()).orElseThrow().plans());
        assertEquals(1, users().find(first.id()).orElseThrow().plansVersion());
        assertEquals(plans, users().findProfile(first.id(), MONTH_START).orElseThrow().user().plans());
    }

    @Test
    void findsAUserByPhoneNumber() {
        User first = users().addIfAbsent(Some.user(NOON));

        assertEquals(Optional.of(first), users().findByPhoneNumber(first.phoneNumber()));
        assertEquals(Optional.empty(), users().findByPhoneNumber(Some.phoneNumber()));
    }

    @Test
    void listsUsersInPagesNewestFirst() {
        List<User> added = IntStream.range(0, 5).mapToObj(_ -> users().addIfAbsent(Some.user(NOON)))
                .sorted(Comparator.comparing((User user) -> user.id().value()).reversed()).toList();

        Optional<Id> beforeAll = Optional.of(new Id("f".repeat(24)));
        List<User> first = users().list(beforeAll, 1000).stream().filter(added::contains).toList();
        List<User> rest = users().list(Optional.of(added.get(2).id()), 1000).stream().filter(added::contains).toList();

        assertEquals(added, first);
        assertEquals(added.subList(3, 5), rest);
        assertEquals(1, users().list(Optional.empty(), 1).size());
    }

    @Test
    void findsOtherAdmins() {
        User first = users().addIfAbsent(Some.user(NOON));
        User second = users().addIfAbsent(Some.user(NOON));
        AccountChange promotion = new AccountChange(Optional.empty(), Optional.of(Role.ADMIN));

        users().change(first.id(), promotion, LATER);

        assertTrue(users().hasOtherAdmin(second.id()));
        users().change(second.id(), promotion, LATER);
        assertTrue(users().hasOtherAdmin(first.id()));
    }

    private static PlanPeriod period(Subscription plan) {
        return new PlanPeriod(Some.id(), plan, NOON, LATER);
    }

    private static ProfileChange change(Optional<PersonName> name, Optional<EmailAddress> email) {
        return new ProfileChange(Optional.of(name), Optional.of(email));
    }
}
