package app.nero.lambda;

import app.nero.http.EventLog;
import app.nero.http.IdentityContext;
import app.nero.http.Json;
import app.nero.kernel.Deadline;
import app.nero.kernel.Identity;
import app.nero.session.AccessTokenVerifier;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An authorizer for API Gateway: answers a valid access token with a policy and the identity in it, and anything else with
 * 401. Events of the type REQUEST come from routes that allow guests, and may have no token at all.
 */
public class TokenAuthorizer implements RequestStreamHandler {

    /** Of the five seconds that the function may run. */
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(4);

    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier verifier;
    private final EventLog log;

    protected TokenAuthorizer(AccessTokenVerifier verifier, Wiring wiring) {
        this.verifier = verifier;
        this.log = wiring.log();
    }

    /**
     * Fails with the one text that API Gateway turns into 401. Where the verifier is down, it fails with another text that
     * says nothing, and the log says why.
     */
    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) {
        String requestId = context.getAwsRequestId();
        try {
            Deadline.within(TIME_TO_ANSWER, () -> {
                decide(event, answer, requestId);
                return null;
            });
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("AuthorizerFailed", e, json -> json.writeStringField("requestId", requestId));
            throw new Refusal("Failed");
        }
    }

    private void decide(InputStream event, OutputStream answer, String requestId) throws IOException {
        AuthorizerEvent asked = AuthorizerEvent.read(event);
        Optional<Identity> identity = identity(asked);
        if (identity.isEmpty() && !asked.isOfGuest()) {
            log.info("TokenRefused", json -> json.writeStringField("requestId", requestId));
            throw new Refusal("Unauthorized");
        }
        writePolicy(identity, asked.allowed(), answer);
    }

    /** More than one token is none: two readers could take two different ones. */
    private Optional<Identity> identity(AuthorizerEvent asked) {
        return asked.credentials().size() == 1 && asked.credentials().getFirst().startsWith(SCHEME)
                ? verifier.verify(asked.credentials().getFirst().substring(SCHEME.length()))
                : Optional.empty();
    }

    private static void writePolicy(Optional<Identity> identity, String resource, OutputStream answer)
            throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(answer)) {
            json.writeStartObject();
            json.writeStringField("principalId", identity.map(it -> it.userId().value()).orElse("anonymous"));
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            json.writeStartObject();
            json.writeStringField("Action", "execute-api:Invoke");
            json.writeStringField("Effect", "Allow");
            json.writeStringField("Resource", resource);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeObjectFieldStart("context");
            if (identity.isPresent()) {
                Identity caller = identity.get();
                json.writeStringField(IdentityContext.USER_ID, caller.userId().value());
                json.writeStringField(IdentityContext.SESSION_ID, caller.sessionId().value());
                json.writeStringField(IdentityContext.ROLE, caller.role().text());
                json.writeStringField(IdentityContext.EXPIRES_AT, Long.toString(caller.expiresAt().getEpochSecond()));
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** The failure that API Gateway turns into 401 where its text is {@code Unauthorized}, and else into 500. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(String text) {
            super(text, null, false, false);
        }
    }

    /**
     * What API Gateway asks, showing the whole request or a token alone. The ARN is
     * {@code arn:aws:execute-api:region:account:api/stage/method/path}.
     */
    private record AuthorizerEvent(boolean ofRequest, List<String> credentials, String methodArn) {

        static AuthorizerEvent read(InputStream event) throws IOException {
            boolean ofRequest = false;
            List<String> credentials = new ArrayList<>();
            String methodArn = "";
            try (JsonParser parser = Json.FACTORY.createParser(event)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "type" -> ofRequest = parser.getText().equals("REQUEST");
                        case "authorizationToken" -> credentials.add(parser.getText());
                        case "multiValueHeaders" -> ProxyEvent.readLists(parser).forEach((header, values) -> {
                            if (header.equalsIgnoreCase("Authorization")) {
                                credentials.addAll(values);
                            }
                        });
                        case "methodArn" -> methodArn = parser.getText();
                        default -> parser.skipChildren();
                    }
                }
            }
            return new AuthorizerEvent(ofRequest, credentials, methodArn);
        }

        boolean isOfGuest() {
            return ofRequest && credentials.isEmpty();
        }

        /**
         * The whole stage for a token, whose policy is kept: a narrower one would deny the token's next route. That one
         * method for a request, whose policy is not.
         */
        String allowed() throws IOException {
            String[] parts = methodArn.split("/", 3);
            if (parts.length < 3) {
                throw new IOException("not the ARN of a method");
            }
            return ofRequest ? methodArn : parts[0] + "/" + parts[1] + "/*";
        }
    }
}
