package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.http.IdempotencyKeys.Claim;
import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of {@link IdempotencyKeys}, run for each implementation. */
public abstract class IdempotencyKeysContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final StoredResponse RESPONSE = new StoredResponse(202, Map.of("Location", "/v1/generations/1"),
            "{\"made\":1}");

    private final IdempotencyKey key = new IdempotencyKey(Some.id(), "POST /v1/characters", "a-key");
    private final Id first = Some.id();

    protected abstract IdempotencyKeys keys();

    @Test
    void givesAKeyToOneOfManyConcurrentCallers() {
        List<Claim> claims = Race.of(30, _ -> () -> keys().claim(key, "a", Some.id(), NOW));

        assertEquals(1, claims.stream().filter(claim -> claim instanceof Claim.Claimed).count());
        assertEquals(29, claims.stream().filter(new Claim.InFlight()::equals).count());
    }

    @Test
    void keepsTheResponseFor24HoursAfterTheFirstAttempt() {
        Id second = Some.id();
        keys().claim(key, "a", first, NOW.minusSeconds(60));
        keys().claim(key, "a", second, NOW);
        keys().complete(key, second, RESPONSE);
        Instant expiry = NOW.minusSeconds(60).plus(Duration.ofHours(24));

        assertEquals(new Claim.Answered(RESPONSE), keys().claim(key, "a", Some.id(), NOW.plusSeconds(1)));
        assertEquals(new Claim.OtherBody(), keys().claim(key, "b", Some.id(), NOW.plusSeconds(1)));
        assertEquals(new Claim.Answered(RESPONSE), keys().claim(key, "a", Some.id(), expiry.minusMillis(1)));
        Id next = Some.id();
        assertEquals(new Claim.Claimed(next), keys().claim(key, "b", next, expiry));
    }

    @Test
    void refusesAnotherBodyWhileTheFirstRequestIsInProgress() {
        keys().claim(key, "a", first, NOW);

        assertEquals(new Claim.OtherBody(), keys().claim(key, "b", Some.id(), NOW));
    }

    @Test
    void letsOneOtherCallerRepeatCrashedWork() {
        keys().claim(key, "a", first, NOW);
        assertEquals(new Claim.InFlight(), keys().claim(key, "a", Some.id(), NOW.plusSeconds(60).minusMillis(1)));

        List<Claim> claims = Race.of(20, _ -> () -> keys().claim(key, "a", Some.id(), NOW.plusSeconds(60)));

        assertEquals(1, claims.stream().filter(new Claim.Claimed(first)::equals).count());
        assertEquals(19, claims.stream().filter(new Claim.InFlight()::equals).count());
    }

    @Test
    void keepsTheFirstSubjectHoweverManyAttemptsFollow() {
        assertEquals(new Claim.Claimed(first), keys().claim(key, "a", first, NOW));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(new Claim.Claimed(first),
                    keys().claim(key, "a", Some.id(), NOW.plus(Duration.ofMinutes(attempt))));
        }
    }

    @Test
    void allowsARetryRightAfterAFailure() {
        keys().claim(key, "a", first, NOW);
        keys().release(key, first, NOW);

        Id second = Some.id();
        assertEquals(new Claim.Claimed(first), keys().claim(key, "a", second, NOW));
        keys().release(key, second, NOW);
        assertEquals(new Claim.Claimed(first), keys().claim(key, "a", Some.id(), NOW));
    }

    @Test
    void ignoresACallerWhoseClaimHasExpired() {
        Id second = Some.id();
        keys().claim(key, "a", first, NOW);
        keys().claim(key, "a", second, NOW.plusSeconds(60));

        keys().complete(key, first, new StoredResponse(201, Map.of(), "{\"late\":1}"));
        keys().release(key, first, NOW);
        assertEquals(new Claim.InFlight(), keys().claim(key, "a", Some.id(), NOW.plusSeconds(61)));
        keys().complete(key, second, RESPONSE);
        assertEquals(new Claim.Answered(RESPONSE), keys().claim(key, "a", Some.id(), NOW.plusSeconds(61)));
    }

    @Test
    void separatesKeysByUserAndRoute() {
        keys().claim(key, "a", first, NOW);
        Id second = Some.id();

        assertEquals(new Claim.Claimed(second),
                keys().claim(new IdempotencyKey(Some.id(), key.route(), key.text()), "b", second, NOW));
        assertEquals(new Claim.Claimed(second),
                keys().claim(new IdempotencyKey(key.userId(), "POST /v1/other", key.text()), "b", second, NOW));
    }
}
