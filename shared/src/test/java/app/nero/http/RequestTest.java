package app.nero.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

    private static final Field<Optional<String>> NAME = Field.text("name", Optional::of, "").optional();

    @Test
    void readsParametersAndIgnoresOthers() {
        Request request = new Request("GET", "/", Map.of(), Map.of(),
                Map.of("name", List.of("a"), "other", List.of("b")), Optional.empty(), "192.0.2.1", "id", new byte[0]);

        assertEquals(Optional.of("a"), request.parameters(NAME).get(NAME));
    }

    @Test
    void readsAnAbsentBodyAsAnEmptyObject() {
        assertEquals(Optional.empty(), withBody("").optionalFields(NAME).get(NAME));
        assertEquals(Optional.of("a"), withBody("{\"name\":\"a\"}").optionalFields(NAME).get(NAME));
        assertThrows(Problem.class, () -> withBody("").fields(NAME));
    }

    /** One customer has at least a /64 of IPv6 (RFC 6177). */
    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8::1, 20010db800000000/64", "2001:db8:0:0:ffff::, 20010db800000000/64",
            "unknown, unknown"})
    void limitsAnIpv4AddressOrAnIpv6Network(String address, String source) {
        Request request = new Request("GET", "/", Map.of(), Map.of(), Map.of(), Optional.empty(), address, "id",
                new byte[0]);

        assertEquals(source, request.source());
    }

    @Test
    void writesTimesInUtcWithMilliseconds() {
        assertEquals("2026-05-14T12:00:00.000Z", TimeJson.of(Instant.parse("2026-05-14T12:00:00.000999Z")));
    }

    private static Request withBody(String body) {
        return new Request("POST", "/", Map.of(), Map.of("content-type", List.of("application/json")), Map.of(),
                Optional.empty(), "192.0.2.1", "id", body.getBytes(UTF_8));
    }
}
