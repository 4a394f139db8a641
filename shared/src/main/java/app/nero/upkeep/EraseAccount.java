package app.nero.upkeep;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.session.Session;
import app.nero.session.Sessions;
import app.nero.stars.ErasedNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Erases the caller's account. Requires a recent sign-in, so that a signed-in device alone is not enough. */
public final class EraseAccount {

    /** The maximum age of the session, which starts when its code is verified. */
    private static final Duration MAX_SESSION_AGE = Duration.ofMinutes(10);

    public sealed interface Result {

        record Erased() implements Result {}

        /** The user must sign in again first. */
        record NotFresh() implements Result {}

        /** The account does not exist or the session has ended. */
        record NotSignedIn() implements Result {}
    }

    private final Users users;
    private final Sessions sessions;
    private final Erasures erasures;
    private final EraseData eraseData;
    private final Clock clock;

    public EraseAccount(Users users, Sessions sessions, Erasures erasures, ErasedNumbers erasedNumbers, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.erasures = erasures;
        this.eraseData = new EraseData(erasures, erasedNumbers);
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
        if (!now.isBefore(session.get().createdAt().plus(MAX_SESSION_AGE))) {
            return new Result.NotFresh();
        }
        Erasure erasure = new Erasure(userId, user.get().phoneNumber(), now);
        erasures.begin(erasure);
        eraseData.erase(erasure);
        // FinishErasures erases again and ends the erasure: requests in progress may still write data.
        return new Result.Erased();
    }
}
