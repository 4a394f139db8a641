package app.nero.http;

import java.util.Map;

/**
 * A response that is kept under an idempotency key, to be repeated.
 *
 * @param headers by name, without those of every response
 * @param data the members of {@code data} as a JSON object
 */
public record StoredResponse(int status, Map<String, String> headers, String data) {

    public StoredResponse {
        headers = Map.copyOf(headers);
    }

    /** @param response with data, as all responses have that create something */
    static StoredResponse of(Response response) {
        return new StoredResponse(response.status(), response.headers(),
                Json.object(response.data().orElseThrow()));
    }

    Response toResponse() {
        Response response = Response.created(Json.membersOf(data)).withStatus(status);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }
}
