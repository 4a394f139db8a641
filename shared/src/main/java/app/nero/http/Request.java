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
 * A request as a handler needs it.
 *
 * @param resource the route's path with its parameters in braces
 * @param pathParameters by the name that stands in braces
 * @param headers by lower-case name
 * @param query the URL's parameters by name, decoded
 * @param identity who calls, from the authorizer alone; empty on a route without one
 * @param sourceIp the address that the gateway saw, never one that a header claims
 * @param body as it was sent; not to be changed
 */
public record Request(String method, String resource, Map<String, String> pathParameters,
        Map<String, List<String>> headers, Map<String, List<String>> query, Optional<Identity> identity,
        String sourceIp, String requestId, byte[] body) {

    private static final int MAX_JSON_BYTES = 64 * 1024;
    /** One customer's usual share of IPv6 (RFC 6177). */
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final Pattern JSON = Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?",
            Pattern.CASE_INSENSITIVE);

    /** The route that a handler names: method and resource. */
    public String route() {
        return method + " " + resource;
    }

    /** The last value of a header; empty text where there is none. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getLast();
    }

    /** @throws Problem 401 if nobody signed in */
    public Identity caller() {
        return identity.orElseThrow(Problem::unauthorized);
    }

    /** @throws Problem 404 if the path names no id, as if nothing were there */
    public Id pathId(String name) {
        return Optional.ofNullable(pathParameters.get(name)).flatMap(Id::parse).orElseThrow(Problem::notFound);
    }

    /** Reads the URL's parameters, or answers 400 with all that is wrong; those not asked for are ignored. */
    public Values parameters(Field<?>... wanted) {
        return Fields.ofQuery(query).read(wanted);
    }

    /** Reads a JSON body, or answers 415 to another type, 413 above 64 KiB, else 400 with all that is wrong. */
    public Values fields(Field<?>... wanted) {
        return json().read(wanted);
    }

    /** Reads a JSON body that may be absent, which is the same as one without members. */
    public Values optionalFields(Field<?>... wanted) {
        return (body.length == 0 ? Fields.none() : json()).read(wanted);
    }

    private Fields json() {
        if (!JSON.matcher(header("content-type").strip()).matches()) {
            throw Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json in UTF-8");
        }
        if (body.length > MAX_JSON_BYTES) {
            throw Problem.of(413, "PAYLOAD_TOO_LARGE", "Send at most 64 KiB of JSON");
        }
        try {
            return Fields.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException _) {
            throw Problem.validation("body", "must be UTF-8");
        }
    }

    /** Whose requests are counted together: an IPv4 address, an IPv6 /64, or the text as it is where it is neither. */
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
