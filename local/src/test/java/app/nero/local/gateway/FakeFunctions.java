package app.nero.local.gateway;

import app.nero.lambda.Wiring;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions for the tests of the gateway. */
final class FakeFunctions {

    private static final JsonMapper JSON = new JsonMapper();

    private FakeFunctions() {}

    /** Returns its event, unless the last segment of the path selects another behaviour. */
    public static final class Echo implements RequestStreamHandler {

        static final Semaphore SLEEPING = new Semaphore(0);
        static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

        public Echo(Wiring wiring) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            byte[] event = input.readAllBytes();
            String path = JSON.readTree(event).path("path").asText();
            byte[] answer = switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "malformed" -> "{\"statusCode\":200,\"cookies\":[]}".getBytes();
                case "nothing" -> new byte[0];
                case "large" -> JSON.writeValueAsBytes(Map.of("statusCode", 200, "body", "x".repeat(6 << 20)));
                case "throws" -> throw new IllegalStateException("boom");
                case "slow" -> sleep();
                case "binary" -> "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"/wA=\"}".getBytes();
                case "headers" -> ("{\"statusCode\":201,\"headers\":{\"X-One\":\"1\"},"
                        + "\"multiValueHeaders\":{\"Set-Cookie\":[\"a=1\",\"b=2\"]},\"body\":null}").getBytes();
                default -> JSON.writeValueAsBytes(Map.of("statusCode", 200, "body", new String(event, "UTF-8")));
            };
            output.write(answer);
        }

        private static byte[] sleep() {
            SLEEPING.release();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                INTERRUPTED.countDown();
            }
            return new byte[0];
        }
    }

    /** Allows the token {@code allow-…}, and counts its calls. */
    public static final class Authorizer implements RequestStreamHandler {

        static final AtomicInteger CALLS = new AtomicInteger();

        public Authorizer(Wiring wiring) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            CALLS.incrementAndGet();
            JsonNode event = JSON.readTree(input);
            String token = event.path("authorizationToken").asText();
            if (token.equals("Bearer bad")) {
                throw new IllegalStateException("Unauthorized");
            }
            if (token.equals("Bearer broken")) {
                throw new IllegalStateException("the database is down");
            }
            String resource = token.startsWith("Bearer narrow")
                    ? event.path("methodArn").asText()
                    : "arn:aws:execute-api:*/api/*";
            Map<String, Object> statement = new HashMap<>(
                    Map.of("Action", "execute-api:Invoke", "Effect", "Allow", "Resource", resource));
            if (token.equals("Bearer deny")) {
                statement.put("Effect", "Deny");
            }
            JSON.writeValue(output, Map.of("principalId", "someone", "policyDocument",
                    Map.of("Version", "2012-10-17", "Statement", new Object[]{statement}), "context",
                    Map.of("userId", "u1", "level", 7, "arn", event.path("methodArn").asText())));
        }
    }

    public static final class FailsToStart implements RequestStreamHandler {

        public FailsToStart(Wiring wiring) {
            throw new IllegalArgumentException("NERO_KEY is missing");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }
}
