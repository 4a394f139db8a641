package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.util.Optional;

/** The codes that were sent. Only the newest code of a phone is valid. */
public interface VerificationCodes {

    void add(VerificationCode code);

    /** Removes a code that was not sent. The previous code of the phone becomes valid again. */
    void remove(Id id);

    /**
     * Counts a guess at the newest code of a phone, before anything is compared, and returns the code with the new number of
     * attempts. Each of several concurrent guesses gets a different number.
     */
    Optional<VerificationCode> countGuess(PhoneNumber phoneNumber);

    /** Marks a code as used. Returns true for only one caller. */
    boolean use(Id id);
}
