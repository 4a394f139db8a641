package app.nero.domain.signin;

import app.nero.domain.throttle.Limit;
import app.nero.domain.throttle.Throttle;

/** How many guesses of one phone may fail, over all of its codes, before it is locked for as long as the window is. */
public record GuessLimit(Limit limit) {

    public Throttle of(PhoneNumber phoneNumber) {
        return Throttle.ofEvents("guess-phone", phoneNumber.value(), limit);
    }
}
