package app.nero.signin;

import app.nero.signin.NumberingPlan.Line;
import java.time.Duration;

/** Sends verification codes by SMS. */
public interface CodeSender {

    /**
     * Passes one SMS to the provider. Never retries, because a retry could send a second SMS.
     *
     * @param validity after which the provider drops an undelivered SMS, if it can
     */
    Delivery send(Line to, CodeMessage message, Duration validity);

    /** The result of a send. */
    sealed interface Delivery {

        /** The provider accepted the SMS. */
        record Accepted() implements Delivery {}

        /** The number cannot receive an SMS. */
        record NotReachable() implements Delivery {}

        /** The provider does not serve the number's range, or blocks it as suspicious. */
        record NotServed() implements Delivery {}

        /** The provider does not serve the number's country, although Nero's settings do. The operator must act. */
        record CountryRefused() implements Delivery {}

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
