package app.nero.edge;

import app.nero.domain.session.AccessTokenVerifier;
import app.nero.domain.session.Identity;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Where a function meets API Gateway as its token authorizer: a good access token is answered with a policy and the
 * identity in it, anything else with 401.
 */
public final class TokenAuthorizer {

    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier verifier;
    private final EventLog log;

    public TokenAuthorizer(AccessTokenVerifier verifier, EventLog log) {
        this.verifier = verifier;
        this.log = log;
    }

    /** Answers one event; fails with the one text that API Gateway takes for 401. */
    public void handle(InputStream event, OutputStream answer, Context context) throws IOException {
        TokenEvent asked = TokenEvent.read(event);
        Optional<Identity> identity = asked.token().startsWith(SCHEME)
                ? verifier.verify(asked.token().substring(SCHEME.length()))
                : Optional.empty();
        if (identity.isEmpty()) {
            log.info("TokenRefused", json -> json.writeStringField("requestId", context.getAwsRequestId()));
            throw new Unauthorized();
        }
        writePolicy(identity.get(), asked.stage(), answer);
    }

    /** The policy covers the whole stage: it is cached by token, and a narrower one would deny that token's next route. */
    private static void writePolicy(Identity identity, String stage, OutputStream answer) throws IOException {
        try (JsonGenerator json = Json.FACTORY.createGenerator(answer)) {
            json.writeStartObject();
            json.writeStringField("principalId", identity.userId().value());
            json.writeObjectFieldStart("policyDocument");
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            json.writeStartObject();
            json.writeStringField("Action", "execute-api:Invoke");
            json.writeStringField("Effect", "Allow");
            json.writeStringField("Resource", stage + "/*");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeObjectFieldStart("context");
            json.writeStringField(IdentityContext.USER_ID, identity.userId().value());
            json.writeStringField(IdentityContext.SESSION_ID, identity.sessionId().value());
            json.writeStringField(IdentityContext.ROLE, identity.role().text());
            json.writeStringField(IdentityContext.EXPIRES_AT, Long.toString(identity.expiresAt().getEpochSecond()));
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** The failure whose text API Gateway turns into 401; any other text would be its 500. */
    private static final class Unauthorized extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unauthorized() {
            super("Unauthorized", null, false, false);
        }
    }

    /**
     * What API Gateway asks.
     *
     * @param token the whole {@code Authorization} header
     * @param methodArn {@code arn:aws:execute-api:region:account:api/stage/method/path}
     */
    private record TokenEvent(String token, String methodArn) {

        static TokenEvent read(InputStream event) throws IOException {
            String token = "";
            String methodArn = "";
            try (JsonParser parser = Json.FACTORY.createParser(event)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    String value = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
                    switch (name) {
                        case "authorizationToken" -> token = value;
                        case "methodArn" -> methodArn = value;
                        default -> parser.skipChildren();
                    }
                }
            }
            return new TokenEvent(token, methodArn);
        }

        String stage() throws IOException {
            String[] parts = methodArn.split("/", 3);
            if (parts.length < 3) {
                throw new IOException("not the ARN of a method");
            }
            return parts[0] + "/" + parts[1];
        }
    }
}
