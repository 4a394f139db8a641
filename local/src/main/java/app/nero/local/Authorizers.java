package app.nero.local;

import app.nero.local.GatewayResponses.Refusal;
import app.nero.local.LambdaRunner.Outcome;
import app.nero.local.SamTemplate.TokenAuthorizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the template's TOKEN authorizers, and keeps their policies as long as the template says. */
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

    private record TokenEvent(String type, String methodArn, String authorizationToken) {}

    private final Map<String, TokenAuthorizer> authorizers;
    private final Map<String, LambdaRunner> functions;
    private final JsonMapper json;
    private final Clock clock;

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    Authorizers(Map<String, TokenAuthorizer> authorizers, Map<String, LambdaRunner> functions, JsonMapper json,
            Clock clock) {
        this.authorizers = authorizers;
        this.functions = functions;
        this.json = json;
        this.clock = clock;
    }

    String headerOf(String authorizer) {
        return authorizers.get(authorizer).header();
    }

    /** @param tokens the values of the authorizer's header; more than one is no credential */
    Decision decide(String name, List<String> tokens, String methodArn, String requestId) {
        TokenAuthorizer authorizer = authorizers.get(name);
        if (tokens.size() != 1 || tokens.getFirst().isBlank()
                || !authorizer.validation().map(tokens.getFirst()::matches).orElse(true)) {
            return new Decision.Refused(Refusal.UNAUTHORIZED);
        }
        Key key = new Key(name, tokens.getFirst());
        Answer answer = find(key).<Answer>map(Answer.Given::new)
                .orElseGet(() -> ask(authorizer, key, methodArn, requestId));
        return switch (answer) {
            case Answer.Given(Policy policy) when policy.allows(methodArn) -> new Decision.Allowed(policy.context());
            case Answer.Given _ -> new Decision.Refused(Refusal.ACCESS_DENIED);
            case Answer.None(Refusal why) -> new Decision.Refused(why);
        };
    }

    private Answer ask(TokenAuthorizer authorizer, Key key, String methodArn, String requestId) {
        Outcome outcome = functions.get(authorizer.function()).invoke(event(methodArn, key.token()), requestId);
        return switch (outcome) {
            case Outcome.Answered(byte[] answer) -> read(answer).<Answer>map(policy -> {
                keep(authorizer, key, policy);
                return new Answer.Given(policy);
            }).orElse(new Answer.None(Refusal.AUTHORIZER_FAILURE));
            case Outcome.Failed(String message) when message.equals(UNAUTHORIZED) ->
                new Answer.None(Refusal.UNAUTHORIZED);
            case Outcome.Failed _,Outcome.TimedOut _ -> new Answer.None(Refusal.AUTHORIZER_FAILURE);
        };
    }

    private byte[] event(String methodArn, String token) {
        try {
            return json.writeValueAsBytes(new TokenEvent("TOKEN", methodArn, token));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event of three texts cannot be written", impossible);
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
