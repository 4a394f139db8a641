package app.nero.upkeep;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.session.Session;
import app.nero.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Erases the account of the person who calls, if they signed in a moment ago: a lost phone must not be enough. */
public final class EraseAccount {

    /** How long ago the code may have been verified that the session began with. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    public sealed interface Result {

        record Erased() implements Result {}

        /** The person must sign in again first. */
        record NotFresh() implements Result {}

        /** There is no such account, or its session has ended. */
        record NotSignedIn() implements Result {}
    }

    private final Users users;
    private final Sessions sessions;
    private final Erasures erasures;
    private final Clock clock;

    public EraseAccount(Users users, Sessions sessions, Erasures erasures, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.erasures = erasures;
        this.clock = clock;
    }

    public Result erase(Identity caller) {
        Instant now = clock.instant();
        Id userId = caller.userId();
        Optional<Session> session = sessions.find(userId, caller.sessionId(), now, Instant.EPOCH);
        Optional<User> user = users.find(userId);
        if (session.isEmpty() || user.isEmpty()) {
            return new Result.NotSignedIn();
        }
        if (!now.isBefore(session.get().createdAt().plus(FRESH))) {
            return new Result.NotFresh();
        }
        Erasure erasure = new Erasure(userId, user.get().phoneNumber(), now);
        erasures.begin(erasure);
        erasures.eraseData(erasure);
        // The wish stays until FinishErasures ends it: a request that began before may still write something.
        return new Result.Erased();
    }
}
