package app.nero.signin;

import app.nero.signin.NumberingPlan.Line;
import java.time.Duration;
import java.util.Map;

/** Sends codes to some countries with a provider of their own, because no provider serves all countries. */
public final class CodeSenderByCountry implements CodeSender {

    private final Map<String, CodeSender> senders;
    private final CodeSender others;

    /**
     * @param senders by ISO 3166-1 alpha-2 country
     * @param others sends to all other countries
     */
    public CodeSenderByCountry(Map<String, CodeSender> senders, CodeSender others) {
        this.senders = Map.copyOf(senders);
        this.others = others;
    }

    @Override
    public Delivery send(Line to, CodeMessage message, Duration validity) {
        return senders.getOrDefault(to.country(), others).send(to, message, validity);
    }
}
