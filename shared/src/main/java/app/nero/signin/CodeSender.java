package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import java.time.Duration;

/** Carries a verification code to a phone. */
public interface CodeSender {

    /**
     * Hands one SMS to the provider, once: a second try could be a second SMS to one person.
     *
     * @param text within one segment, see {@link CodeMessage}
     * @param validity how long the text is worth delivering; a provider drops it afterwards
     */
    Delivery send(PhoneNumber to, String text, Duration validity);

    /** What became of an SMS, as far as the provider said. */
    sealed interface Delivery {

        /** The provider took it. */
        record Accepted() implements Delivery {}

        /** The number cannot receive an SMS. */
        record NotReachable() implements Delivery {}

        /** The provider does not serve the number's country or range. */
        record NotServed() implements Delivery {}

        /** The person has asked for no more SMS of this sender. */
        record OptedOut() implements Delivery {}

        /**
         * The provider did not take it: nothing was sent.
         *
         * @param reason for the operator's log, without anything of the message or its receiver
         */
        record NotSent(String reason) implements Delivery {}

        /**
         * The provider's answer never came: it may have been sent or not.
         *
         * @param reason as of {@link NotSent}
         */
        record Uncertain(String reason) implements Delivery {}
    }
}
