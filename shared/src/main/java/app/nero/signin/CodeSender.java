package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import java.time.Duration;

/** Sends verification codes by SMS. */
public interface CodeSender {

    /**
     * Passes one SMS to the provider. Never retries, because a retry could send a second SMS.
     *
     * @param text fits in one segment, see {@link CodeMessage}
     * @param validity after which the provider drops an undelivered SMS
     */
    Delivery send(PhoneNumber to, String text, Duration validity);

    /** The result of a send. */
    sealed interface Delivery {

        /** The provider accepted the SMS. */
        record Accepted() implements Delivery {}

        /** The number cannot receive an SMS. */
        record NotReachable() implements Delivery {}

        /** The provider does not serve the number's country or range. */
        record NotServed() implements Delivery {}

        /** The recipient opted out of SMS from this sender. */
        record OptedOut() implements Delivery {}

        /**
         * Nothing was sent.
         *
         * @param reason for the log; contains no part of the text and not the recipient
         */
        record NotSent(String reason) implements Delivery {}

        /**
         * The SMS may have been sent: the provider's response is missing or unclear.
         *
         * @param reason as in {@link NotSent}
         */
        record Uncertain(String reason) implements Delivery {}
    }
}
