package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.util.Optional;

/** The codes that were sent. Of one phone's codes the newest alone is alive. */
public interface VerificationCodes {

    void add(VerificationCode code);

    /** Forgets a code that never reached its phone; the one before it is alive again. */
    void remove(Id id);

    /**
     * Counts one guess at the newest code of a phone, before anything is compared, and answers the code with that guess
     * in it: however many guess at once, each sees another number of attempts.
     */
    Optional<VerificationCode> countGuess(PhoneNumber phoneNumber);

    /** Uses a code up; true for one caller alone. */
    boolean use(Id id);
}
