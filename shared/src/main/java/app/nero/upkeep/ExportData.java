package app.nero.upkeep;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.throttle.Limit;
import app.nero.throttle.Permits;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Exports everything that Nero stores about a user, by page. Only the start of an export is limited. */
public final class ExportData {

    /**
     * The maximum size of a page's documents. A response of Lambda has at most 6 MB and contains the body as a JSON string, in
     * which each character takes up to twice as many bytes.
     */
    public static final int PAGE_BYTES = 2_500_000;

    /** How long after its start an export can be continued. */
    static final Duration CURSOR_TTL = Duration.ofDays(1);

    public sealed interface Result {

        /**
         * One page.
         *
         * @param number from 1
         * @param nextCursor starts the next page; empty on the last page
         */
        record Exported(Instant startedAt, int number, List<PersonalData.Section> sections,
                Optional<String> nextCursor) implements Result {}

        /** The user has reached the limit on starts. */
        record TooMany(Limit limit, Duration retryAfter) implements Result {}

        /** The cursor is malformed, expired or belongs to another user. */
        record BadCursor() implements Result {}

        /** The account does not exist. */
        record NotSignedIn() implements Result {}
    }

    /** What a cursor contains. */
    private record Progress(Instant startedAt, int number, Optional<PersonalData.Position> from) {

        String text() {
            PersonalData.Position position = from.orElseThrow();
            return startedAt.toEpochMilli() + " " + number + " " + position.section() + " "
                    + position.afterId().orElse("");
        }

        static Progress parse(String text) {
            String[] parts = text.split(" ", 4);
            return new Progress(Instant.ofEpochMilli(Long.parseLong(parts[0])), Integer.parseInt(parts[1]),
                    Optional.of(new PersonalData.Position(parts[2],
                            Optional.of(parts[3]).filter(id -> !id.isEmpty()))));
        }
    }

    private final Users users;
    private final PersonalData data;
    private final Throttles throttles;
    private final Limit limit;
    private final CursorSigning cursors;
    private final int pageBytes;
    private final Clock clock;

    /** @param limit on the starts of one user */
    public ExportData(Users users, PersonalData data, Throttles throttles, Limit limit, CursorSigning cursors,
            int pageBytes, Clock clock) {
        this.users = users;
        this.data = data;
        this.throttles = throttles;
        this.limit = limit;
        this.cursors = cursors;
        this.pageBytes = pageBytes;
        this.clock = clock;
    }

    /** @param cursor continues an export; empty to start one */
    public Result export(Id userId, Optional<String> cursor) {
        Instant now = clock.instant();
        Optional<User> user = users.find(userId);
        if (user.isEmpty()) {
            return new Result.NotSignedIn();
        }
        return cursor.isPresent()
                ? resume(user.get(), cursor.get(), now)
                : start(user.get(), now);
    }

    /** A start that fails does not count. */
    private Result start(User user, Instant now) {
        Permits permits = new Permits(throttles);
        Optional<Tally> refusal = permits.takeAll(List.of(Throttle.ofEvents("export", user.id().value(), limit)), now);
        if (refusal.isPresent()) {
            return new Result.TooMany(limit, refusal.get().remaining(now));
        }
        try {
            return read(user, new Progress(now, 1, Optional.empty()));
        } catch (UnavailableException e) {
            permits.giveBackAfter(e);
            throw e;
        }
    }

    private Result resume(User user, String cursor, Instant now) {
        return cursors.open(list(user), cursor).map(Progress::parse)
                .filter(progress -> now.isBefore(progress.startedAt().plus(CURSOR_TTL)))
                .map(progress -> read(user, progress)).orElseGet(Result.BadCursor::new);
    }

    private Result read(User user, Progress progress) {
        return data.read(user.id(), user.phoneNumber(), progress.startedAt(), progress.from(), pageBytes)
                .<Result>map(page -> new Result.Exported(progress.startedAt(), progress.number(), page.sections(),
                        page.next().map(next -> cursors.sign(list(user),
                                new Progress(progress.startedAt(), progress.number() + 1, Optional.of(next)).text()))))
                .orElseGet(Result.BadCursor::new);
    }

    private static String list(User user) {
        return "export\n" + user.id();
    }
}
