package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.http.IdempotencyKeys.Claim;
import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of {@link IdempotencyKeys}, run for each implementation. */
public abstract class IdempotencyKeysContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Claim FIRST = new Claim.Claimed(Optional.empty());

    private final IdempotencyKey key = new IdempotencyKey(Some.id(), "POST /v1/characters", "a-key");
    private final Id subject = Some.id();

    protected abstract IdempotencyKeys keys();

    @Test
    void givesAKeyToOneOfManyConcurrentCallers() {
        List<Claim> claims = Race.of(30, _ -> () -> keys().claim(key, "a", Some.id(), NOW));

        assertEquals(1, claims.stream().filter(FIRST::equals).count());
        assertEquals(29, claims.stream().filter(new Claim.InFlight()::equals).count());
    }

    @Test
    void keepsTheResponseFor24Hours() {
        keys().claim(key, "a", subject, NOW);
        keys().complete(key, subject, "{\"made\":1}");

        assertEquals(new Claim.Answered("{\"made\":1}"), keys().claim(key, "a", Some.id(), NOW.plusSeconds(1)));
        assertEquals(new Claim.OtherBody(), keys().claim(key, "b", Some.id(), NOW.plusSeconds(1)));
        assertEquals(new Claim.Answered("{\"made\":1}"),
                keys().claim(key, "a", Some.id(), NOW.plus(Duration.ofHours(24)).minusMillis(1)));
        assertEquals(FIRST, keys().claim(key, "b", Some.id(), NOW.plus(Duration.ofHours(24))));
    }

    @Test
    void refusesAnotherBodyWhileTheFirstRequestIsInProgress() {
        keys().claim(key, "a", subject, NOW);

        assertEquals(new Claim.OtherBody(), keys().claim(key, "b", Some.id(), NOW));
    }

    @Test
    void letsOneOtherCallerRepeatCrashedWork() {
        keys().claim(key, "a", subject, NOW);
        assertEquals(new Claim.InFlight(), keys().claim(key, "a", Some.id(), NOW.plusSeconds(60).minusMillis(1)));

        List<Claim> claims = Race.of(20, _ -> () -> keys().claim(key, "a", Some.id(), NOW.plusSeconds(60)));

        assertEquals(1, claims.stream().filter(new Claim.Claimed(Optional.of(subject))::equals).count());
        assertEquals(19, claims.stream().filter(new Claim.InFlight()::equals).count());
    }

    @Test
    void allowsARetryRightAfterAFailure() {
        keys().claim(key, "a", subject, NOW);
        keys().release(key, subject, NOW);

        assertEquals(new Claim.Claimed(Optional.of(subject)), keys().claim(key, "a", Some.id(), NOW));
    }

    @Test
    void ignoresACallerWhoseClaimHasExpired() {
        Id second = Some.id();
        keys().claim(key, "a", subject, NOW);
        keys().claim(key, "a", second, NOW.plusSeconds(60));

        keys().complete(key, subject, "{\"late\":1}");
        keys().release(key, subject, NOW);
        assertEquals(new Claim.InFlight(), keys().claim(key, "a", Some.id(), NOW.plusSeconds(61)));
        keys().complete(key, second, "{\"made\":2}");
        assertEquals(new Claim.Answered("{\"made\":2}"), keys().claim(key, "a", Some.id(), NOW.plusSeconds(61)));
    }

    @Test
    void separatesKeysByUserAndRoute() {
        keys().claim(key, "a", subject, NOW);

        assertEquals(FIRST, keys().claim(new IdempotencyKey(Some.id(), key.route(), key.text()), "b", subject, NOW));
        assertEquals(FIRST,
                keys().claim(new IdempotencyKey(key.userId(), "POST /v1/other", key.text()), "b", subject, NOW));
    }
}
