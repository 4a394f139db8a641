package app.nero.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseTest {

    private final Json.Members members = json -> json.writeNumberField("one", 1);

    @Test
    void hasAnEnvelopeOnlyForTheApisOwnJson() {
        Response html = Response.text("text/html", "<p>");

        assertEquals(Optional.of(members), Response.ok(members).data());
        assertEquals(members, assertInstanceOf(Response.Body.Bare.class, Response.bare(members).body()).members());
        assertEquals(new Response.Body.Text("<p>"), html.body());
        assertEquals("text/html; charset=utf-8", html.headers().get("Content-Type"));
    }

    @Test
    void keepsItsDataWithAMessage() {
        Response response = Response.ok(members).withRetryAfter(Duration.ofSeconds(2)).withMessage("Done");

        assertEquals(new Response.Body.Enveloped(Optional.of("Done"), Optional.of(members)), response.body());
        assertEquals("2", response.headers().get("Retry-After"));
    }

    @Test
    void namesEachInvalidFieldOfAProblem() {
        List<Problem.FieldError> errors = List.of(new Problem.FieldError("name", "is required"));

        Problem problem = Problem.forbidden().withErrors(errors);

        assertEquals(403, problem.status());
        assertEquals(errors, problem.errors());
    }
}
