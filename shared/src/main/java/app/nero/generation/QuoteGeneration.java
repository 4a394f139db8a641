package app.nero.generation;

import app.nero.generation.CheckRequest.Check;
import app.nero.kernel.Id;
import app.nero.stars.MoveStars;

/** Computes the price of a generation. It checks everything that {@link SubmitGeneration} checks, and writes nothing. */
public final class QuoteGeneration {

    public sealed interface Result {

        record Quoted(Quote quote) implements Result {}

        record Invalid(Violation violation) implements Result {}

        /** The engine is switched off. */
        record EngineOff() implements Result {}

        /** @param field names something that does not exist, or is not the user's */
        record NotFound(String field) implements Result {}
    }

    private final CheckRequest checkRequest;
    private final MoveStars moveStars;

    public QuoteGeneration(CheckRequest checkRequest, MoveStars moveStars) {
        this.checkRequest = checkRequest;
        this.moveStars = moveStars;
    }

    public Result quote(Id userId, GenerationRequest request) {
        return switch (checkRequest.check(userId, request)) {
            case Check.Passed passed -> new Result.Quoted(new Quote(passed.stars(), moveStars.balance(userId),
                    passed.offer().eta(), passed.offer().restylesSample(request.needs()), passed.priceVersion()));
            case Check.Invalid(Violation violation) -> new Result.Invalid(violation);
            case Check.EngineOff() -> new Result.EngineOff();
            case Check.NotFound(String field) -> new Result.NotFound(field);
        };
    }
}
