package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttle;

/** How many guesses of one phone may fail, over all of its codes, before it is locked for as long as the window is. */
public record GuessLimit(Limit limit) {

    public Throttle of(PhoneNumber phoneNumber) {
        return Throttle.ofEvents("guess-phone", phoneNumber.value(), limit);
    }
}
