package app.nero.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.domain.Id;
import app.nero.domain.signin.PhoneNumber;
import app.nero.domain.user.Activity;
import app.nero.domain.user.EmailAddress;
import app.nero.domain.user.PersonName;
import app.nero.domain.user.Profile;
import app.nero.domain.user.ProfileChange;
import app.nero.domain.user.User;
import app.nero.domain.user.Users;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of people does. */
public abstract class UsersContract {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Instant LATER = NOON.plusSeconds(90);
    private static final Instant MONTH_START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Optional<PersonName> SARA = Optional.of(new PersonName("سارا"));
    private static final Optional<EmailAddress> EMAIL = Optional.of(new EmailAddress("sara@nero.example"));

    protected abstract Users users();

    @Test
    void addsAPersonAsTheyAre() {
        User first = Some.user(NOON);

        assertEquals(first, users().addIfAbsent(first));
        assertEquals(Optional.of(first), users().find(first.id()));
    }

    @Test
    void keepsThePersonWhoHasThePhoneNumberAlready() {
        User first = users().addIfAbsent(Some.user(NOON));
        users().update(first.id(), change(SARA, Optional.empty()), LATER);

        User again = users().addIfAbsent(User.first(Some.id(), first.phoneNumber(), LATER.plusSeconds(1)));

        assertEquals(first.id(), again.id());
        assertEquals(SARA, again.name());
        assertEquals(NOON, again.createdAt());
    }

    @Test
    void makesOneAccountHoweverManySignInAtOnce() {
        PhoneNumber phoneNumber = Some.phoneNumber();

        List<Id> ids = Race.of(32, _ -> () -> users().addIfAbsent(User.first(Some.id(), phoneNumber, NOON)).id());

        assertEquals(1, ids.stream().distinct().count());
        assertEquals(phoneNumber, users().find(ids.getFirst()).orElseThrow().phoneNumber());
    }

    @Test
    void findsNobodyByAnUnknownId() {
        assertEquals(Optional.empty(), users().find(Some.id()));
        assertEquals(Optional.empty(), users().findProfile(Some.id(), MONTH_START));
        assertEquals(Optional.empty(), users().update(Some.id(), change(SARA, EMAIL), LATER));
    }

    @Test
    void changesTheNamedFieldsAlone() {
        User first = users().addIfAbsent(Some.user(NOON));
        users().update(first.id(), change(SARA, EMAIL), NOON.plusSeconds(1));

        User updated = users()
                .update(first.id(), new ProfileChange(Optional.of(Optional.empty()), Optional.empty()), LATER)
                .orElseThrow();

        assertEquals(new User(first.id(), first.phoneNumber(), Optional.empty(), EMAIL, first.subscription(),
                first.stars(), first.role(), true, NOON, LATER), updated);
        assertEquals(Optional.of(updated), users().find(first.id()));
    }

    @Test
    void countsNothingOfAPersonWhoDidNothing() {
        User first = users().addIfAbsent(Some.user(NOON));

        assertEquals(Optional.of(new Profile(first, new Activity(0, 0, 0, 0))),
                users().findProfile(first.id(), MONTH_START));
    }

    private static ProfileChange change(Optional<PersonName> name, Optional<EmailAddress> email) {
        return new ProfileChange(Optional.of(name), Optional.of(email));
    }
}
