package app.nero.local.gateway;

import app.nero.local.gateway.GatewayResponses.Refusal;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate.Authorizer;
import app.nero.local.sam.SamTemplate.RequestAuthorizer;
import app.nero.local.sam.SamTemplate.TokenAuthorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Asks the template's authorizers, and caches the policies of TOKEN authorizers for as long as the template says. */
final class Authorizers {

    private static final int MAX_CACHED = 10_000;

    /** The exact exception message by which an authorizer asks for a 401. */
    static final String UNAUTHORIZED = "Unauthorized";

    sealed interface Answer permits Policy, Refusal {}

    private record Key(String authorizer, String token) {}

    private record Cached(Policy policy, Instant until) {}

    private final Map<String, Authorizer> authorizers;
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

    Authorizers(Map<String, Authorizer> authorizers, Map<String, LambdaRunner> functions, JsonMapper json,
            Clock clock) {
        this.authorizers = authorizers;
        this.functions = functions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Returns a policy that allows the request, or why the request is refused.
     *
     * @param event builds the function's event, for REQUEST authorizers
     */
    Answer decide(String name, HttpRequest request, String methodArn, Supplier<APIGatewayProxyRequestEvent> event) {
        Answer answer = switch (authorizers.get(name)) {
            case TokenAuthorizer authorizer -> decide(authorizer, request, methodArn);
            case RequestAuthorizer authorizer ->
                ask(authorizer, GatewayEvent.ofRequest(json.valueToTree(event.get()), methodArn), request.id());
        };
        return answer instanceof Policy policy && !policy.allows(methodArn) ? Refusal.ACCESS_DENIED : answer;
    }

    /** More than one value of the authorizer's header is no credential. */
    private Answer decide(TokenAuthorizer authorizer, HttpRequest request, String methodArn) {
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
        Answer answer = ask(authorizer, GatewayEvent.ofToken(key.token(), methodArn), request.id());
        if (answer instanceof Policy policy && authorizer.reauthorizeEvery().isPositive()) {
            synchronized (cache) {
                cache.put(key, new Cached(policy, clock.instant().plus(authorizer.reauthorizeEvery())));
            }
        }
        return answer;
    }

    private Answer ask(Authorizer authorizer, JsonNode event, String requestId) {
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return switch (functions.get(authorizer.function()).invoke(bytes, requestId)) {
            case Outcome.Answered(byte[] answer) -> read(answer);
            case Outcome.Failed(String message) when message.equals(UNAUTHORIZED) -> Refusal.UNAUTHORIZED;
            case Outcome.Failed _,Outcome.TimedOut _ -> Refusal.AUTHORIZER_FAILURE;
        };
    }

    private Answer read(byte[] answer) {
        try {
            return Policy.of(json.readTree(answer));
        } catch (IOException | IllegalArgumentException malformed) {
            return Refusal.AUTHORIZER_FAILURE;
        }
    }
}
