package app.nero.functions.generations;

import app.nero.generation.Violation;
import app.nero.http.Problem;
import app.nero.http.Problem.FieldError;
import app.nero.throttle.Limit;
import java.time.Duration;
import java.util.List;

/** The API's errors for refused generations. */
final class GenerationProblem {

    /** Usually enough for a generation to end. */
    private static final Duration JOB_RETRY = Duration.ofSeconds(5);

    /** How long an engine stays off at least, usually. */
    private static final Duration ENGINE_RETRY = Duration.ofMinutes(5);

    private GenerationProblem() {}

    static Problem of(Violation violation) {
        return Problem.validation(violation.field(), violation.rule());
    }

    /** @param field names something that does not exist, or is not the caller's */
    static Problem notFound(String field) {
        return Problem.notFound().withErrors(List.of(new FieldError(field, "does not exist or cannot be used")));
    }

    static Problem priceChanged(int stars, int priceVersion) {
        return Problem.of(409, "PRICE_CHANGED", "The price has changed. Check the new price and try again.")
                .with(json -> {
                    json.writeObjectFieldStart("price");
                    json.writeNumberField("stars", stars);
                    json.writeNumberField("priceVersion", priceVersion);
                    json.writeEndObject();
                });
    }

    static Problem tooManyJobs(int max) {
        return Problem.of(429, "TOO_MANY_JOBS",
                "You already have " + max + " generations in progress. Wait until one of them has ended.")
                .retryAfter(JOB_RETRY);
    }

    static Problem limitReached(Limit limit, Duration retryAfter) {
        String period = limit.window().compareTo(Duration.ofDays(1)) < 0 ? "for now" : "for today";
        return Problem.of(429, "DAILY_LIMIT",
                "You have reached your limit of " + limit.count() + " generations " + period + ". Try again later.")
                .retryAfter(retryAfter);
    }

    static Problem paused(Duration retryAfter) {
        return Problem.of(429, "GENERATION_PAUSED",
                "Several of your generations were blocked. You can generate images again tomorrow.")
                .retryAfter(retryAfter);
    }

    /** The limit of all users together is reached. */
    static Problem ceilingReached(Duration retryAfter) {
        return Problem.unavailable("ENGINE_UNAVAILABLE", "Too many images are being generated. Try again later.")
                .retryAfter(retryAfter);
    }

    /** An admin switched the engine off. */
    static Problem engineOff() {
        return Problem.unavailable("ENGINE_UNAVAILABLE",
                "This engine is switched off at the moment. Choose another one or try again later.")
                .retryAfter(ENGINE_RETRY);
    }

    static Problem contentBlocked() {
        return Problem.of(422, "CONTENT_BLOCKED",
                "The content rules do not allow this request. Change the prompt or the images. No stars were taken.");
    }

    static Problem insufficientStars(int balance, int needed) {
        return Problem.of(402, "INSUFFICIENT_STARS", "You do not have enough stars.").with(json -> {
            json.writeObjectFieldStart("stars");
            json.writeNumberField("balance", balance);
            json.writeNumberField("needed", needed);
            json.writeEndObject();
        });
    }

    static Problem keySpent() {
        return Problem.of(409, "KEY_SPENT",
                "The generation of this Idempotency-Key was not accepted or is deleted. Send a new key.");
    }

    static Problem disputed() {
        return Problem.of(403, "PAYMENT_DISPUTED",
                "Your bank questions an earlier payment. You can go on once that is settled.");
    }

    static Problem tooLate() {
        return Problem.of(409, "TOO_LATE", "This generation has already started or ended. It cannot be canceled.");
    }

    static Problem notSettled() {
        return Problem.of(409, "NOT_SETTLED",
                "This generation is still in progress. Cancel it or wait until it has ended.");
    }

    static Problem badCursor() {
        return Problem.validation("cursor", "is invalid for this list; use nextCursor of the previous page");
    }
}
