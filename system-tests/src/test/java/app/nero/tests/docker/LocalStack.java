package app.nero.tests.docker;

import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.testing.ApiClient;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client for the parts of the AWS API that deploy Nero. LocalStack does not check signatures, so requests have none. */
final class LocalStack {

    private static final String JSON = "application/json";
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String ARN = "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    LocalStack(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Creates a secret with several keys. */
    void createSecret(String name, Map<String, String> values) {
        secretsManager("CreateSecret", ApiClient.JSON.createObjectNode().put("Name", name).put("SecretString",
                ApiClient.JSON.valueToTree(values).toString()).put("ClientRequestToken", "1".repeat(32)));
    }

    /** Reads all keys of a secret. */
    Map<String, String> secret(String name) throws IOException {
        JsonNode read = secretsManager("GetSecretValue", ApiClient.JSON.createObjectNode().put("SecretId", name));
        return ApiClient.JSON.readerForMapOf(String.class).readValue(read.get("SecretString").asText());
    }

    /** Creates a function, waits until it is active, and invokes it once, because its container starts slowly. */
    RequestStreamHandler deploy(LambdaFunction function, Path jar, Map<String, String> environment) {
        ObjectNode definition = ApiClient.JSON.createObjectNode().put("FunctionName", function.id())
                .put("Runtime", "java25").put("Handler", function.handler()).put("MemorySize", 1024)
                .put("Timeout", function.timeout().toSeconds())
                .put("Role", "arn:aws:iam::" + ACCOUNT + ":role/" + function.id());
        definition.putArray("Architectures").add(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
        definition.putObject("Code").put("ZipFile", bytes(jar));
        definition.putObject("Environment").set("Variables", ApiClient.JSON.valueToTree(environment));
        read(send("lambda", request(FUNCTIONS).POST(BodyPublishers.ofString(definition.toString()))));
        awaitActive(function.id());
        invoke(function.id(), "{}".getBytes());
        return (event, answer, _) -> answer.write(payload(invoke(function.id(), event.readAllBytes())));
    }

    /**
     * Creates a REST API with the routes that have no authorizer, since this version of LocalStack does not call authorizers.
     *
     * @return the base URL of the API, without the stage
     */
    URI deploy(List<Route> routes, String stage) {
        ObjectNode api = ApiClient.JSON.createObjectNode().put("openapi", "3.0.1");
        api.putObject("info").put("title", "nero").put("version", "1");
        ObjectNode paths = api.putObject("paths");
        for (Route route : routes.stream().filter(one -> one.authorizer().isEmpty()).toList()) {
            ObjectNode operation = paths.withObjectProperty(route.resource())
                    .putObject(route.method().toLowerCase(Locale.ROOT));
            operation.putObject("responses");
            operation.putObject("x-amazon-apigateway-integration").put("type", "aws_proxy").put("httpMethod", "POST")
                    .put("uri", "arn:aws:apigateway:" + REGION + ":lambda:path" + FUNCTIONS + "/" + ARN
                            + route.function() + "/invocations");
        }
        String id = read(send("apigateway", request("/restapis?mode=import")
                .POST(BodyPublishers.ofString(api.toString())))).get("id").asText();
        read(send("apigateway", request("/restapis/" + id + "/deployments").POST(BodyPublishers
                .ofString(ApiClient.JSON.createObjectNode().put("stageName", stage).toString()))));
        return endpoint.resolve("/_aws/execute-api/" + id);
    }

    private void awaitActive(String function) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        String state;
        do {
            state = read(send("lambda", request(FUNCTIONS + "/" + function).GET())).at("/Configuration/State").asText();
        } while (state.equals("Pending") && System.nanoTime() < end);
        if (!state.equals("Active")) {
            throw new IllegalStateException(function + " is " + state);
        }
    }

    private HttpResponse<byte[]> invoke(String function, byte[] event) {
        return send("lambda", request(FUNCTIONS + "/" + function + "/invocations")
                .POST(BodyPublishers.ofByteArray(event)));
    }

    private static byte[] payload(HttpResponse<byte[]> response) {
        if (response.headers().firstValue("X-Amz-Function-Error").isPresent()) {
            throw new IllegalStateException(read(response).path("errorMessage").asText());
        }
        return response.body();
    }

    private JsonNode secretsManager(String operation, ObjectNode body) {
        return read(send("secretsmanager", request("/").header("X-Amz-Target", "secretsmanager." + operation)
                .setHeader("Content-Type", "application/x-amz-json-1.1")
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path)).header("Content-Type", JSON);
    }

    /** LocalStack routes a request by the service name in its credentials. */
    private HttpResponse<byte[]> send(String service, HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).header("Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/" + service
                            + "/aws4_request, SignedHeaders=host, Signature=none")
                    .build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("LocalStack did not respond.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        try {
            JsonNode answer = ApiClient.JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.uri() + ": " + response.statusCode() + " "
                        + answer.path("message").asText(answer.path("Message").asText()));
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError("The response is not JSON; status " + response.statusCode(), e);
        }
    }

    private static byte[] bytes(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + jar, e);
        }
    }
}
