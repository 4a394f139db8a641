package app.nero.http;

import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An HTTP request.
 *
 * @param resource the route's path with parameters in braces, such as {@code /v1/templates/{id}}
 * @param pathParameters by name
 * @param headers by lower-case name
 * @param query decoded parameters by name
 * @param identity the caller, as the verified token says; empty for guests
 * @param sourceIp the address that the gateway saw, never one from a header
 * @param body must not be modified
 */
public record Request(String method, String resource, Map<String, String> pathParameters,
        Map<String, List<String>> headers, Map<String, List<String>> query, Optional<Identity> identity,
        String sourceIp, String requestId, byte[] body) {

    private static final int MAX_JSON_BYTES = 64 * 1024;
    /** Bytes of a /64, the least that one customer has (RFC 6177). */
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final Pattern JSON = Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?",
            Pattern.CASE_INSENSITIVE);

    /** Method and resource, such as {@code GET /v1/users/me}. */
    public String route() {
        return method + " " + resource;
    }

    /** The last value of a header, or an empty string. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getLast();
    }

    /** The media type in a {@code Content-Type} header, in lower case and without parameters. */
    public static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The same request of another caller. */
    public Request by(Optional<Identity> other) {
        return new Request(method, resource, pathParameters, headers, query, other, sourceIp, requestId, body);
    }

    /** @throws Problem 401 if the caller is a guest */
    public Identity caller() {
        return identity.orElseThrow(Problem::unauthorized);
    }

    /** @throws Problem 404 if the path parameter is not an id */
    public Id pathId(String name) {
        return Optional.ofNullable(pathParameters.get(name)).flatMap(Id::parse).orElseThrow(Problem::notFound);
    }

    /**
     * Reads query parameters and ignores others.
     *
     * @throws Problem 400 with all errors
     */
    public Values parameters(Field<?>... fields) {
        return Fields.ofQuery(query).read(fields);
    }

    /**
     * Reads a JSON body.
     *
     * @throws Problem 415 if it is not JSON, 413 if it is larger than 64 KiB, or 400 with all errors
     */
    public Values fields(Field<?>... fields) {
        return json().read(fields);
    }

    /** Reads a JSON body like {@link #fields}. An absent body is read as an empty object. */
    public Values optionalFields(Field<?>... fields) {
        return (body.length == 0 ? Fields.none() : json()).read(fields);
    }

    private Fields json() {
        if (!JSON.matcher(header("content-type").strip()).matches()) {
            throw Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "Send JSON in UTF-8 with Content-Type: application/json.");
        }
        if (body.length > MAX_JSON_BYTES) {
            throw Problem.of(413, "PAYLOAD_TOO_LARGE", "The request body is too large. Send at most 64 KiB.");
        }
        try {
            return Fields.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException _) {
            throw Problem.validation("body", "must be encoded in UTF-8");
        }
    }

    /** The client for rate limits: an IPv4 address or an IPv6 /64. Text that is neither is returned unchanged. */
    public String source() {
        try {
            InetAddress address = InetAddress.ofLiteral(sourceIp);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES)) + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return sourceIp;
        }
    }
}
