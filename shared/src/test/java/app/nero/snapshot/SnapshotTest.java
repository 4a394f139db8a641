package app.nero.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.http.Response;
import app.nero.kernel.ReadCache;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.TestContext;
import app.nero.throttle.InMemoryThrottles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private final Wiring wiring = new Wiring(
            new Settings(Map.of("NERO_WEB_ORIGIN", "https://nero.example", "NERO_RATE_LIMIT", "100/PT15M")),
            MutableClock.atNoon(), Optional.of(new InMemoryThrottles()), Optional.empty());

    private final ApiFunction function = new ApiFunction(wiring) {

        @Override
        protected Map<String, Route> routes() {
            return Map.of("GET /v1/things", _ -> Response.ok("Fine"));
        }
    };

    /** Otherwise each copy of the snapshot would use the same permits. */
    @Test
    void dropsLeasedPermitsBeforeASnapshot() throws IOException {
        get();
        get();

        new Snapshot(wiring).beforeCheckpoint(Core.getGlobalContext());

        String answer = get();
        assertTrue(answer.contains("r=96;"), answer);
    }

    @Test
    void dropsReadsBeforeASnapshot() {
        ReadCache<String, String> cache = wiring.readCache(1);
        cache.get("key", Duration.ofMinutes(1), () -> "before");

        new Snapshot(wiring).beforeCheckpoint(Core.getGlobalContext());

        assertEquals("after", cache.get("key", Duration.ofMinutes(1), () -> "after").value());
    }

    private String get() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(ProxyEvents.a("GET", "/v1/things").stream(), answer, new TestContext());
        return answer.toString(StandardCharsets.UTF_8);
    }
}
