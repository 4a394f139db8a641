package app.nero.local.gateway;

import app.nero.local.gateway.GatewayResponses.Refusal;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate.TokenAuthorizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls the authorizers of the template. Caches their policies for the time that the template sets. */
final class Authorizers {

    private static final int MAX_CACHED = 10_000;

    /** The exception message with which an authorizer requests a 401. */
    static final String UNAUTHORIZED = "Unauthorized";

    sealed interface Decision permits Policy, Refusal {}

    private record Key(String authorizer, String token) {}

    private record Cached(Policy policy, Instant until) {}

    private final Map<String, TokenAuthorizer> authorizers;
    private final Map<String, LambdaRunner> functions;
    private final JsonMapper json;
    private final Clock clock;

    private final Map<Key, Cached> cache = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Cached> eldest) {
            return size() > MAX_CACHED;
        }
    };

    Authorizers(Map<String, TokenAuthorizer> authorizers, Map<String, LambdaRunner> functions, JsonMapper json,
            Clock clock) {
        this.authorizers = authorizers;
        this.functions = functions;
        this.json = json;
        this.clock = clock;
    }

    /** Returns a policy that allows the request, or the reason for refusing it. */
    Decision decide(String name, HttpRequest request, String methodArn) {
        Decision decision = decide(authorizers.get(name), request, methodArn);
        return decision instanceof Policy policy && !policy.allows(methodArn) ? Refusal.ACCESS_DENIED : decision;
    }

    /** Refuses a request that sends the authorizer's header more than once. */
    private Decision decide(TokenAuthorizer authorizer, HttpRequest request, String methodArn) {
        List<String> tokens = request.header(authorizer.header());
        if (tokens.size() != 1 || tokens.getFirst().isBlank()
                || !authorizer.validation().map(tokens.getFirst()::matches).orElse(true)) {
            return Refusal.UNAUTHORIZED;
        }
        Key key = new Key(authorizer.name(), tokens.getFirst());
        synchronized (cache) {
            Cached cached = cache.get(key);
            if (cached != null && clock.instant().isBefore(cached.until())) {
                return cached.policy();
            }
        }
        Decision decision = call(authorizer, GatewayEvent.ofToken(key.token(), methodArn), request.id());
        if (decision instanceof Policy policy && authorizer.reauthorizeEvery().isPositive()) {
            synchronized (cache) {
                cache.put(key, new Cached(policy, clock.instant().plus(authorizer.reauthorizeEvery())));
            }
        }
        return decision;
    }

    private Decision call(TokenAuthorizer authorizer, JsonNode event, String requestId) {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return switch (functions.get(authorizer.function()).invoke(bytes, requestId)) {
            case Outcome.Answered(byte[] response) -> read(response);
            case Outcome.Failed(String message) when message.equals(UNAUTHORIZED) -> Refusal.UNAUTHORIZED;
            case Outcome.Failed _,Outcome.TimedOut _ -> Refusal.AUTHORIZER_FAILURE;
        };
    }

    private Decision read(byte[] response) {
        try {
            return Policy.of(json.readTree(response));
        } catch (IOException | IllegalArgumentException malformed) {
            return Refusal.AUTHORIZER_FAILURE;
        }
    }
}
