package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.upkeep.ExportData.Result;
import app.nero.upkeep.PersonalData.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportDataTest {

    private static final Limit LIMIT = Limit.parse("2/P1D");

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryPersonalData data = new InMemoryPersonalData("favorites", "stars");
    private final Faults faults = new Faults();
    private final User sara = users.addIfAbsent(Some.user(clock.instant()));
    private final User omid = users.addIfAbsent(Some.user(clock.instant()));
    private final ExportData exportData = new ExportData(users, faults.in(PersonalData.class, data),
            new InMemoryThrottles(), LIMIT, Some.cursorSigning(), 100, clock);

    @Test
    void exportsASmallAccountInOnePage() {
        data.add("stars", sara.id(), new Id("000000000000000000000001"), "");

        Result.Exported only = page(sara, Optional.empty());

        assertEquals(1, only.number());
        assertEquals(clock.instant(), only.startedAt());
        assertEquals(Optional.empty(), only.nextCursor());
        assertEquals(List.of(new Section("favorites", List.of()),
                new Section("stars", List.of("{\"id\": \"000000000000000000000001\"}"))), only.sections());
    }

    @Test
    void startsTwiceADayAndContinuesWithoutALimit() {
        addFavorites(sara, 12);
        Duration day = Duration.ofDays(1);

        for (int start = 0; start < 2; start++) {
            Result.Exported page = page(sara, Optional.empty());
            for (int number = 2; page.nextCursor().isPresent(); number++) {
                page = page(sara, page.nextCursor());
                assertEquals(number, page.number());
            }
            assertEquals(6, page.number());
        }
        clock.advance(Duration.ofHours(1));

        assertEquals(new Result.TooMany(LIMIT, day.minusHours(1)), exportData.export(sara.id(), Optional.empty()));
        assertInstanceOf(Result.Exported.class, exportData.export(omid.id(), Optional.empty()));
        clock.advance(day.minusHours(1));
        assertInstanceOf(Result.Exported.class, exportData.export(sara.id(), Optional.empty()));
    }

    @Test
    void doesNotCountAStartThatFails() {
        for (int start = 0; start < 3; start++) {
            faults.at(1, Faults.Kind.BEFORE);
            assertThrows(UnavailableException.class, () -> exportData.export(sara.id(), Optional.empty()));
        }

        assertInstanceOf(Result.Exported.class, exportData.export(sara.id(), Optional.empty()));
        assertInstanceOf(Result.Exported.class, exportData.export(sara.id(), Optional.empty()));
        assertInstanceOf(Result.TooMany.class, exportData.export(sara.id(), Optional.empty()));
    }

    @Test
    void acceptsACursorForADayAfterTheStart() {
        addFavorites(sara, 6);
        Optional<String> second = page(sara, Optional.empty()).nextCursor();

        clock.advance(ExportData.CURSOR_TTL.minusMillis(1));
        Optional<String> third = page(sara, second).nextCursor();
        clock.advance(Duration.ofMillis(1));

        assertEquals(new Result.BadCursor(), exportData.export(sara.id(), second));
        assertEquals(new Result.BadCursor(), exportData.export(sara.id(), third));
    }

    @Test
    void refusesCursorsOfOthersAndChangedOnes() {
        addFavorites(sara, 4);
        addFavorites(omid, 4);
        String cursor = page(sara, Optional.empty()).nextCursor().orElseThrow();

        assertEquals(new Result.BadCursor(), exportData.export(omid.id(), Optional.of(cursor)));
        assertEquals(new Result.BadCursor(), exportData.export(sara.id(), Optional.of("")));
        assertEquals(new Result.BadCursor(), exportData.export(sara.id(), Optional.of("x" + cursor)));
        assertEquals(new Result.BadCursor(), exportData.export(sara.id(),
                Optional.of(Some.cursorSigning().sign("stars\n" + sara.id(), "7"))));
    }

    @Test
    void refusesAUserWithoutAnAccount() {
        assertEquals(new Result.NotSignedIn(), exportData.export(Some.id(), Optional.empty()));
    }

    private void addFavorites(User user, int count) {
        for (int i = 0; i < count; i++) {
            data.add("favorites", user.id(), Some.id(), "");
        }
    }

    private Result.Exported page(User user, Optional<String> cursor) {
        return assertInstanceOf(Result.Exported.class, exportData.export(user.id(), cursor));
    }
}
