package app.nero.signin;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.UnavailableException;
import app.nero.session.AccessToken;
import app.nero.session.AccessTokens;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.SessionRules;
import app.nero.session.Sessions;
import app.nero.signin.NumberingPlan.Line;
import app.nero.stars.OpenLedger;
import app.nero.statistics.Event;
import app.nero.statistics.Statistics;
import app.nero.throttle.Permits;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Exchanges a verification code for a session. Creates an account at the first sign-in with a phone number. */
public final class VerifyCode {

    public sealed interface Result {

        /** The code was right and is now used. */
        record Verified(User user, boolean isNewUser, AccessToken accessToken,
                RefreshToken refreshToken) implements Result {}

        /**
         * The code is wrong, used, expired or was never sent; the caller cannot tell which.
         *
         * @param attemptsLeft the remaining guesses at all codes of the phone
         */
        record WrongCode(int attemptsLeft) implements Result {}

        /** The phone is locked after too many wrong guesses. */
        record Locked(Duration retryAfter) implements Result {}

        /** No such phone number can exist. */
        record InvalidNumber() implements Result {}
    }

    private final NumberingPlan plan;
    private final Throttles throttles;
    private final VerificationCodes codes;
    private final CodeHashing hashing;
    private final Users users;
    private final OpenLedger openLedger;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final Statistics statistics;
    private final GuessLimit guessLimit;
    private final SessionRules sessionRules;
    private final Clock clock;
    private final SecureRandom random;

    public VerifyCode(NumberingPlan plan, Throttles throttles, VerificationCodes codes, CodeHashing hashing,
            Users users, OpenLedger openLedger, Sessions sessions, AccessTokens accessTokens, Statistics statistics,
            GuessLimit guessLimit, SessionRules sessionRules, Clock clock, SecureRandom random) {
        this.plan = plan;
        this.throttles = throttles;
        this.codes = codes;
        this.hashing = hashing;
        this.users = users;
        this.openLedger = openLedger;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.statistics = statistics;
        this.guessLimit = guessLimit;
        this.sessionRules = sessionRules;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param code six digits
     * @throws UnavailableException if the database does not answer; the code stays valid, unless the failed call was the one that
     *         marks it as used
     */
    public Result verify(TypedNumber typed, String code, String userAgent) {
        Optional<Line> line = plan.find(typed);
        if (line.isEmpty()) {
            return new Result.InvalidNumber();
        }
        PhoneNumber number = line.get().number();
        Throttle guesses = guessLimit.of(number);
        Instant now = clock.instant();
        Permits permits = new Permits(throttles);
        Optional<Tally> refusal = permits.takeAll(List.of(guesses), now);
        if (refusal.isPresent()) {
            return new Result.Locked(refusal.get().remaining(now));
        }
        int left = permits.granted().getFirst().left();
        Optional<Result.Verified> verified = guess(number, code, userAgent, permits, now);
        if (verified.isPresent()) {
            cleanUp(verified.get().user(), now);
            return verified.get();
        }
        if (left == 0) {
            throttles.extend(guesses, now.plus(guesses.limit().window()));
        }
        return new Result.WrongCode(left);
    }

    /** A failure does not count as a wrong guess: it reveals nothing about the code, unless the code was right. */
    private Optional<Result.Verified> guess(PhoneNumber number, String code, String userAgent, Permits permits,
            Instant now) {
        try {
            return codes.countGuess(number)
                    .filter(stored -> stored.acceptsGuess(now) && hashing.matches(stored, code))
                    .flatMap(stored -> signIn(stored, userAgent, permits, now));
        } catch (UnavailableException e) {
            permits.giveBackAfter(e);
            throw e;
        }
    }

    /**
     * Marking the code as used is the last step and decides: a failure before it leaves the code valid for a retry, and of two
     * callers with the same code, the second removes its session again. No session starts without a ledger: if an earlier sign-in
     * stopped before it opened the ledger, this one does. Uncounts the right guess meanwhile.
     */
    private Optional<Result.Verified> signIn(VerificationCode stored, String userAgent, Permits permits, Instant now) {
        User account = users.addIfAbsent(User.first(Id.random(random, now), stored.phoneNumber(), now));
        // Only a guess at this code, possibly one that failed later, can have created an account since the code was sent.
        boolean isNewUser = !account.createdAt().isBefore(stored.createdAt());
        User user = account.starsEntry() > 0
                ? account
                : account.with(openLedger.open(account.id(), account.phoneNumber()));
        RefreshToken refreshToken = RefreshToken.random(random);
        Session session = Session.begin(Id.random(random, now), user.id(), refreshToken, userAgent, now,
                sessionRules.expiry(now));
        AccessToken accessToken = accessTokens.issue(user, session.id(), now);
        InParallel.run(() -> despiteFailure(permits::giveBack), () -> sessions.add(session));
        if (!codes.use(stored.id())) {
            sessions.remove(user.id(), session.id());
            return Optional.empty();
        }
        return Optional.of(new Result.Verified(user, isNewUser, accessToken, refreshToken));
    }

    /** Ends the least recently used sessions beyond the maximum, and counts the sign-in. */
    private void cleanUp(User user, Instant now) {
        InParallel.run(
                () -> despiteFailure(() -> statistics.count(Event.SIGN_IN, LocalDate.ofInstant(now, ZoneOffset.UTC))),
                () -> despiteFailure(() -> sessions.keepLastUsed(user.id(), Session.MAX_OF_ONE_USER)));
    }

    /** The user is signed in anyway. At worst a guess stays counted for a day, or one session too many is kept. */
    private static void despiteFailure(Runnable step) {
        try {
            step.run();
        } catch (UnavailableException _) {
            // The next sign-in ends the sessions.
        }
    }
}
