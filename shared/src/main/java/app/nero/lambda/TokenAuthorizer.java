package app.nero.lambda;

import app.nero.http.BearerToken;
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
 * An authorizer of type TOKEN for API Gateway. For a valid access token, it returns a policy that allows the whole stage, with the
 * identity in the token. For any other token, the policy denies the whole stage, which the template's gateway responses turn into 401.
 * An exception would also be 401, but Lambda would count each bad token as an error of the function.
 */
public class TokenAuthorizer implements RequestStreamHandler {

    /** Less than the authorizer function's timeout of 5 s. */
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(4);

    private final AccessTokenVerifier verifier;
    private final EventLog log;

    protected TokenAuthorizer(AccessTokenVerifier verifier, Wiring wiring) {
        this.verifier = verifier;
        this.log = wiring.log();
    }

    /** If verifying fails, throws an exception without details, which API Gateway turns into 500, and logs the cause. */
    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) {
        String requestId = context.getAwsRequestId();
        try {
            Deadline.within(TIME_TO_ANSWER, () -> {
                decide(event, answer, requestId);
                return null;
            });
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("AuthorizerFailed", e, json -> json.writeStringField("requestId", requestId));
            throw new FailedException();
        }
    }

    private void decide(InputStream event, OutputStream answer, String requestId) throws IOException {
        AuthorizerEvent authorizerEvent = AuthorizerEvent.read(event);
        Optional<Identity> identity = BearerToken.of(authorizerEvent.credentials()).flatMap(verifier::verify);
        if (identity.isEmpty()) {
            log.info("TokenRefused", json -> json.writeStringField("requestId", requestId));
        }
        writePolicy(identity, authorizerEvent.stage(), answer);
    }

    private static void writePolicy(Optional<Identity> identity, String resource, OutputStream answer)
            throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(answer)) {
            json.writeStartObject();
            json.writeStringField("principalId", identity.map(caller -> caller.userId().value()).orElse("refused"));
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            json.writeStartObject();
            json.writeStringField("Action", "execute-api:Invoke");
            json.writeStringField("Effect", identity.isPresent() ? "Allow" : "Deny");
            json.writeStringField("Resource", resource);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            if (identity.isPresent()) {
                writeContext(identity.get(), json);
            }
            json.writeEndObject();
        }
    }

    private static void writeContext(Identity caller, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("context");
        json.writeStringField(IdentityContext.USER_ID, caller.userId().value());
        json.writeStringField(IdentityContext.SESSION_ID, caller.sessionId().value());
        json.writeStringField(IdentityContext.ROLE, caller.role().text());
        json.writeStringField(IdentityContext.EXPIRES_AT, Long.toString(caller.expiresAt().getEpochSecond()));
        json.writeEndObject();
    }

    private static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedException() {
            super("Failed", null, false, false);
        }
    }

    /**
     * An authorizer's event.
     *
     * @param credentials the value of the {@code Authorization} header
     * @param methodArn {@code arn:aws:execute-api:region:account:api/stage/method/path}
     */
    private record AuthorizerEvent(List<String> credentials, String methodArn) {

        static AuthorizerEvent read(InputStream event) throws IOException {
            List<String> credentials = new ArrayList<>();
            String methodArn = "";
            try (JsonParser parser = Json.FACTORY.createParser(event)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "authorizationToken" -> credentials.add(parser.getText());
                        case "methodArn" -> methodArn = parser.getText();
                        default -> parser.skipChildren();
                    }
                }
            }
            return new AuthorizerEvent(credentials, methodArn);
        }

        /** API Gateway caches the policy for all routes. */
        String stage() throws IOException {
            String[] parts = methodArn.split("/", 3);
            if (parts.length < 3) {
                throw new IOException("malformed method ARN");
            }
            return parts[0] + "/" + parts[1] + "/*";
        }
    }
}
