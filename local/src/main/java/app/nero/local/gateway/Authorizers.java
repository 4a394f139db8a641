package app.nero.local.gateway;

import app.nero.local.gateway.GatewayResponses.Refusal;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate.Authorizer;
import app.nero.local.sam.SamTemplate.RequestAuthorizer;
import app.nero.local.sam.SamTemplate.TokenAuthorizer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks the template's authorizers, and keeps the policies of those of type TOKEN as long as the template says. */
final class Authorizers {

    private static final int MAX_KEPT = 10_000;

    /** What an authorizer must throw to be answered 401, to the letter. */
    static final String UNAUTHORIZED = "Unauthorized";

    sealed interface Decision {

        /** @param context the authorizer's context values and its {@code principalId} */
        record Allowed(Map<String, Object> context) implements Decision {}

        record Refused(Refusal why) implements Decision {}
    }

    private sealed interface Answer {

        record Given(Policy policy) implements Answer {}

        record None(Refusal why) implements Answer {}
    }

    private record Key(String authorizer, String token) {}

    private record Kept(Policy policy, Instant until) {}

    private final Map<String, Authorizer> authorizers;
    private final Map<String, LambdaRunner> functions;
    private final JsonMapper json;
    private final AuthorizerEvents events;
    private final Clock clock;

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    Authorizers(Map<String, Authorizer> authorizers, Map<String, LambdaRunner> functions, JsonMapper json,
            Clock clock) {
        this.authorizers = authorizers;
        this.functions = functions;
        this.json = json;
        this.events = new AuthorizerEvents(json);
        this.clock = clock;
    }

    /**
     * @param request what is to be allowed
     * @param event builds what a function behind would be given, for an authorizer that is shown the request
     */
    Decision decide(String name, HttpRequest request, String methodArn, Supplier<APIGatewayProxyRequestEvent> event) {
        Answer answer = switch (authorizers.get(name)) {
            case TokenAuthorizer authorizer -> decide(authorizer, request, methodArn);
            case RequestAuthorizer authorizer ->
                ask(authorizer, events.ofRequest(event.get(), methodArn), request.id(), _ -> {});
        };
        return switch (answer) {
            case Answer.Given(Policy policy) when policy.allows(methodArn) -> new Decision.Allowed(policy.context());
            case Answer.Given _ -> new Decision.Refused(Refusal.ACCESS_DENIED);
            case Answer.None(Refusal why) -> new Decision.Refused(why);
        };
    }

    /** More than one value of the authorizer's header is no credential. */
    private Answer decide(TokenAuthorizer authorizer, HttpRequest request, String methodArn) {
        List<String> tokens = request.header(authorizer.header());
        if (tokens.size() != 1 || tokens.getFirst().isBlank()
                || !authorizer.validation().map(tokens.getFirst()::matches).orElse(true)) {
            return new Answer.None(Refusal.UNAUTHORIZED);
        }
        Key key = new Key(authorizer.name(), tokens.getFirst());
        return find(key).<Answer>map(Answer.Given::new)
                .orElseGet(() -> ask(authorizer, events.ofToken(key.token(), methodArn), request.id(),
                        policy -> keep(authorizer, key, policy)));
    }

    private Answer ask(Authorizer authorizer, JsonNode event, String requestId, Consumer<Policy> given) {
        Outcome outcome = functions.get(authorizer.function()).invoke(bytes(event), requestId);
        return switch (outcome) {
            case Outcome.Answered(byte[] answer) -> read(answer).<Answer>map(policy -> {
                given.accept(policy);
                return new Answer.Given(policy);
            }).orElse(new Answer.None(Refusal.AUTHORIZER_FAILURE));
            case Outcome.Failed(String message) when message.equals(UNAUTHORIZED) ->
                new Answer.None(Refusal.UNAUTHORIZED);
            case Outcome.Failed _,Outcome.TimedOut _ -> new Answer.None(Refusal.AUTHORIZER_FAILURE);
        };
    }

    private byte[] bytes(JsonNode event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of texts cannot be written", impossible);
        }
    }

    private Optional<Policy> read(byte[] answer) {
        try {
            return Optional.of(Policy.of(json.readTree(answer)));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<Policy> find(Key key) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(key)).filter(entry -> clock.instant().isBefore(entry.until()))
                    .map(Kept::policy);
        }
    }

    private void keep(TokenAuthorizer authorizer, Key key, Policy policy) {
        if (authorizer.reauthorizeEvery().isPositive()) {
            synchronized (kept) {
                kept.put(key, new Kept(policy, clock.instant().plus(authorizer.reauthorizeEvery())));
            }
        }
    }
}
