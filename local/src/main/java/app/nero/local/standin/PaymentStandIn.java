package app.nero.local.standin;

import app.nero.kernel.Id;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A local replacement for a provider of payments. No money moves. */
interface PaymentStandIn {

    Map<String, HttpHandler> handlers();

    List<StandInPayment> list();

    /** @param ref the provider's id, as in the URL of the page */
    Optional<StandInPayment> find(String ref);

    /** @return the provider's id of a payment that Nero opened */
    Optional<String> findRef(Id paymentId);

    /**
     * Does something on the page of a payment, and reports it to Nero. Does nothing if the page does not offer the action.
     *
     * @return where the browser goes; empty if it stays on the page
     */
    Optional<URI> act(String ref, BuyerAction action) throws IOException;
}
