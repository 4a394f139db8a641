package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets that sends a request again. */
class IdempotencyTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final Faults faults = new Faults();
    private final IdempotencyKeys keys = faults.in(IdempotencyKeys.class, new InMemoryIdempotencyKeys());
    private final Idempotency idempotency = new Idempotency(keys, new SecureRandom(), clock);
    private final Identity caller = new Identity(Some.id(), Some.id(), Role.USER, clock.instant());
    private final List<Id> created = new ArrayList<>();

    @Test
    void usesTheFirstIdAfterTwoCrashesInARow() {
        for (int crash = 0; crash < 2; crash++) {
            assertThrows(Faults.Crash.class, () -> once(_ -> Optional.empty(), id -> {
                created.add(id);
                throw new Faults.Crash();
            }));
            clock.advance(IdempotencyKeys.HOLD);
        }

        once(_ -> Optional.empty(), this::accepted);

        assertEquals(3, created.size());
        assertEquals(1, created.stream().distinct().count());
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void usesTheFirstIdWhenAnyCallFailsTwiceInARow(Faults.Kind kind) {
        for (int step = 1; step <= 3; step++) {
            created.clear();
            clock.advance(Duration.ofDays(2));
            for (int attempt = 0; attempt < 2; attempt++) {
                faults.at(step, kind);
                faults.attempt(() -> once(_ -> Optional.empty(), this::accepted));
                faults.end();
                clock.advance(IdempotencyKeys.HOLD);
            }
            once(_ -> Optional.empty(), this::accepted);
            assertEquals(1, created.stream().distinct().count(), "step " + step);
        }
    }

    @Test
    void findsWhatAnEarlierAttemptCreated() {
        assertThrows(Faults.Crash.class, () -> once(_ -> Optional.empty(), id -> {
            created.add(id);
            throw new Faults.Crash();
        }));
        clock.advance(IdempotencyKeys.HOLD);

        Response found = once(id -> Optional.of(accepted(id)), _ -> {
            throw new AssertionError("creates it again");
        });

        assertEquals(202, found.status());
        assertEquals(created.get(0), created.get(1));
    }

    @Test
    void repeatsStatusHeadersAndBodyOfTheFirstResponse() {
        Response first = once(_ -> Optional.empty(), this::accepted);

        Response again = once(_ -> Optional.empty(), _ -> {
            throw new AssertionError("creates it again");
        });

        assertEquals(202, again.status());
        assertEquals(first.headers(), again.headers());
        assertEquals(Json.object(first.data().orElseThrow()), Json.object(again.data().orElseThrow()));
    }

    @Test
    void looksOnlyForWhatAnEarlierAttemptCreated() {
        once(_ -> {
            throw new AssertionError("there was no earlier attempt");
        }, this::accepted);

        assertEquals(1, created.size());
    }

    @Test
    void createsAgainWithoutAKey() {
        for (int i = 0; i < 2; i++) {
            Response response = idempotency.once(withoutKey(), "hash", _ -> Optional.empty(), this::accepted);
            assertEquals(202, response.status());
        }

        assertEquals(2, created.stream().distinct().count());
    }

    @Test
    void requiresAKey() {
        Problem problem = assertThrows(Problem.class, () -> Idempotency.requireKey(withoutKey()));

        assertEquals(400, problem.status());
        assertDoesNotThrow(() -> Idempotency.requireKey(request("/v1/generations", caller)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "\u00e9", "\n"})
    void refusesAMalformedKey(String key) {
        assertFalse(IdempotencyKey.isKey(key));
        assertFalse(IdempotencyKey.isKey("k".repeat(256)));
        assertTrue(IdempotencyKey.isKey("k".repeat(255)));
    }

    @Test
    void createsAtOnceAfterAFailure() {
        IllegalStateException failure = new IllegalStateException("failed");

        assertEquals(failure, assertThrows(IllegalStateException.class, () -> once(_ -> Optional.empty(), _ -> {
            throw failure;
        })));

        assertEquals(202, once(_ -> Optional.empty(), this::accepted).status());
    }

    /** The key stays claimed. Both failures are reported. */
    @Test
    void reportsAKeyThatCannotBeReleased() {
        faults.at(2, Faults.Kind.BEFORE);

        IllegalStateException failure = assertThrows(IllegalStateException.class,
                () -> once(_ -> Optional.empty(), _ -> {
                    throw new IllegalStateException("failed");
                }));

        assertInstanceOf(UnavailableException.class, failure.getSuppressed()[0]);
    }

    @Test
    void bindsAKeyToItsUserAndItsRoute() {
        Identity other = new Identity(Some.id(), Some.id(), Role.USER, clock.instant());
        for (Request request : List.of(request("/v1/generations", caller), request("/v1/payments", caller),
                request("/v1/generations", other))) {
            idempotency.once(request, "hash", _ -> Optional.empty(), this::accepted);
        }

        assertEquals(3, created.stream().distinct().count());
    }

    @Test
    void lets201StayTheStatusOfWhatIsCreated() {
        once(_ -> Optional.empty(), _ -> Response.created(json -> json.writeNumberField("made", 1)));

        assertEquals(201, once(_ -> Optional.empty(), this::accepted).status());
    }

    private Response accepted(Id id) {
        created.add(id);
        return Response.created(json -> json.writeStringField("id", id.value())).withStatus(202)
                .withHeader("Location", "/v1/generations/" + id).withHeader("Retry-After", "2");
    }

    private Response once(Function<Id, Optional<Response>> find, Function<Id, Response> create) {
        return idempotency.once(request("/v1/generations", caller), "hash", find, create);
    }

    private Request withoutKey() {
        return request("/v1/generations", Map.of(), caller);
    }

    private static Request request(String resource, Identity by) {
        return request(resource, Map.of("idempotency-key", List.of("a-key")), by);
    }

    private static Request request(String resource, Map<String, List<String>> headers, Identity by) {
        return new Request("POST", resource, Map.of(), headers, Map.of(), Optional.of(by), "192.0.2.1", "request",
                new byte[0]);
    }
}
