package app.nero.functions.indexes;

import app.nero.http.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request of CloudFormation to a custom resource. The response is a PUT to a presigned S3 URL in the event. */
record StackEvent(Map<String, String> members) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static StackEvent read(InputStream event) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = Json.FACTORY.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new StackEvent(members);
    }

    boolean isDelete() throws IOException {
        return member("RequestType").equals("Delete");
    }

    /** @param failure shown in the stack's events; empty if the request succeeded */
    void respond(Optional<String> failure) throws IOException {
        String body = Json.object(json -> {
            json.writeStringField("Status", failure.isEmpty() ? "SUCCESS" : "FAILED");
            if (failure.isPresent()) {
                json.writeStringField("Reason", failure.get());
            }
            // Constant: with a new id, CloudFormation would replace the resource and delete the old one.
            json.writeStringField("PhysicalResourceId", "indexes");
            for (String name : new String[]{"StackId", "RequestId", "LogicalResourceId"}) {
                json.writeStringField(name, member(name));
            }
        });
        // Sent without Content-Type, because the URL is signed without one.
        HttpRequest put = HttpRequest.newBuilder(URI.create(member("ResponseURL"))).timeout(TIMEOUT)
                .PUT(BodyPublishers.ofString(body)).build();
        try (HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT).build()) {
            int status = http.send(put, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("CloudFormation's response URL returned " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String member(String name) throws IOException {
        return Optional.ofNullable(members.get(name))
                .orElseThrow(() -> new IOException("the event has no " + name));
    }
}
