package app.nero.picture;

import app.nero.kernel.Id;
import app.nero.throttle.Limit;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Permits a user to upload pictures directly to the store. */
public final class GrantUploads {

    public sealed interface Result {

        /** @param expiresAt until when the pictures can be uploaded and used */
        record Granted(List<SignedUpload> uploads, Instant expiresAt) implements Result {}

        /** The user exceeded the rate limit. */
        record TooMany(Duration retryAfter) implements Result {}
    }

    private final Uploads uploads;
    private final ImageStore store;
    private final Throttles throttles;
    private final Limit limit;
    private final SecureRandom random;
    private final Clock clock;

    /** @param limit on the calls of one user */
    public GrantUploads(Uploads uploads, ImageStore store, Throttles throttles, Limit limit, SecureRandom random,
            Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.throttles = throttles;
        this.limit = limit;
        this.random = random;
        this.clock = clock;
    }

    /** @param naming makes the public id of a picture from its id */
    public Result grant(Id userId, int count, Function<Id, PublicId> naming) {
        Instant now = clock.instant();
        Tally tally = throttles.take(Throttle.ofEvents("upload-user", userId.value(), limit), now);
        if (!tally.granted()) {
            return new Result.TooMany(tally.remaining(now));
        }
        Instant expiresAt = now.plus(ImageStore.UPLOAD_TTL);
        List<PublicId> names = Stream.generate(() -> naming.apply(Id.random(random, now))).limit(count).toList();
        uploads.add(names.stream()
                .map(name -> Upload.granted(name, userId, expiresAt, expiresAt.plus(ImageStore.SETTLE_TIME)))
                .toList());
        return new Result.Granted(names.stream().map(name -> store.sign(name, now)).toList(), expiresAt);
    }
}
