package app.nero.account;

import app.nero.kernel.Id;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Finds the person who calls, with what they made and marked. Months are those of UTC. */
public final class FindProfile {

    private final Users users;
    private final Clock clock;

    public FindProfile(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    public Optional<Profile> find(Id userId) {
        Instant monthStart = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC).toInstant();
        return users.findProfile(userId, monthStart);
    }
}
