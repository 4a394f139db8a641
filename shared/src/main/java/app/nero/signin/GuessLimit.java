package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttle;

/** The maximum number of wrong guesses per phone, over all its codes. The phone is then locked for one window. */
public record GuessLimit(Limit limit) {

    public Throttle of(PhoneNumber phoneNumber) {
        return Throttle.ofEvents("guess-phone", phoneNumber.value(), limit);
    }
}
