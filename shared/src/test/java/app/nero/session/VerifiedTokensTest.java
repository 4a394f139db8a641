package app.nero.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Identity SARA = new Identity(new Id("6645f0a1c3b2a1908f7e6d51"),
            new Id("6645f0a1c3b2a1908f7e6d52"), Role.USER, NOW.plusSeconds(60));

    private final MutableClock clock = new MutableClock(NOW);
    private final List<String> verified = new ArrayList<>();
    private Optional<Identity> identity = Optional.of(SARA);
    private final VerifiedTokens tokens = new VerifiedTokens(token -> {
        verified.add(token);
        return identity;
    }, clock);

    @Test
    void aValidTokenIsVerifiedOnce() {
        assertEquals(Optional.of(SARA), tokens.verify("a"));
        assertEquals(Optional.of(SARA), tokens.verify("a"));

        assertEquals(List.of("a"), verified);
    }

    @Test
    void eachTokenIsVerified() {
        tokens.verify("a");
        identity = Optional.empty();

        assertEquals(Optional.empty(), tokens.verify("b"));
    }

    @Test
    void anInvalidTokenIsVerifiedAgain() {
        identity = Optional.empty();
        tokens.verify("a");
        identity = Optional.of(SARA);

        assertEquals(Optional.of(SARA), tokens.verify("a"));
    }

    @Test
    void anExpiredTokenIsVerifiedAgain() {
        tokens.verify("a");
        identity = Optional.empty();
        clock.advance(Duration.ofSeconds(59));
        assertEquals(Optional.of(SARA), tokens.verify("a"));

        clock.advance(Duration.ofSeconds(1));

        assertEquals(Optional.empty(), tokens.verify("a"));
    }

    @Test
    void theLeastRecentlyUsedTokenIsForgottenFirst() {
        IntStream.rangeClosed(0, 500).mapToObj(String::valueOf).forEach(tokens::verify);
        verified.clear();

        tokens.verify("1");
        tokens.verify("0");

        assertEquals(List.of("0"), verified);
    }
}
