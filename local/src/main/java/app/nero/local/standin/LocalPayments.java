package app.nero.local.standin;

import app.nero.kernel.Id;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The local replacements for the providers of payments, and the settings with which Nero uses them. */
public final class LocalPayments {

    private static final String STRIPE_KEY = "STRIPE_SECRET_KEY";
    private static final String STRIPE_WEBHOOKS = "STRIPE_WEBHOOK_SECRET";
    private static final String ZARINPAL_MERCHANT = "ZARINPAL_MERCHANT_ID";
    private static final String API_URL = "NERO_API_URL";

    private final StoredObjects stripeObjects;
    private final StoredObjects zarinpalObjects;
    private final List<PaymentStandIn> standIns;
    private final PaymentPages pages;
    private final BuyerBrowser browser = new BuyerBrowser();

    /**
     * @param data the data folder, in which the payments are stored
     * @param port of this server
     * @param webOrigin of the web app
     */
    public LocalPayments(Path data, int port, String webOrigin, Clock clock) throws IOException {
        Map<String, String> own = settings(port, Map.of());
        SecureRandom random = new SecureRandom();
        this.stripeObjects = new StoredObjects(data.resolve("stripe.json"));
        this.zarinpalObjects = new StoredObjects(data.resolve("zarinpal.json"));
        this.standIns = List.of(
                new StripeStandIn(stripeObjects, own.get(STRIPE_KEY), own.get(STRIPE_WEBHOOKS),
                        "http://localhost:" + port, URI.create(own.get(API_URL) + "/webhooks/stripe"), clock, random),
                new ZarinpalStandIn(zarinpalObjects, own.get(ZARINPAL_MERCHANT), clock, random));
        this.pages = new PaymentPages(standIns, webOrigin);
    }

    /** @param environment whose keys of a provider take the place of its replacement */
    public static Map<String, String> settings(int port, Map<String, String> environment) {
        String url = "http://localhost:" + port;
        Map<String, String> settings = new HashMap<>();
        settings.put(API_URL, url + "/api/v1");
        if (!environment.containsKey(STRIPE_KEY)) {
            settings.put(STRIPE_KEY, "sk_test_local");
            settings.put(STRIPE_WEBHOOKS, "whsec_local");
            settings.put("STRIPE_API_URL", url + StripeStandIn.PATH);
        }
        if (!environment.containsKey(ZARINPAL_MERCHANT)) {
            settings.put(ZARINPAL_MERCHANT, "00000000-0000-0000-0000-000000000000");
            settings.put("ZARINPAL_API_URL", url + ZarinpalStandIn.PATH);
        }
        return settings;
    }

    public Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new HashMap<>(pages.handlers());
        standIns.forEach(standIn -> handlers.putAll(standIn.handlers()));
        return handlers;
    }

    /** Forgets all payments. */
    public void clear() throws IOException {
        stripeObjects.clear();
        zarinpalObjects.clear();
    }

    /**
     * Does what a person does on the page of a payment, and opens the page to which the browser is sent.
     *
     * @param paymentId Nero's id of the payment; for a renewal, that of the payment with which its plan began
     * @throws IllegalArgumentException if there is no such payment
     */
    public void act(Id paymentId, BuyerAction action) throws IOException {
        for (PaymentStandIn standIn : standIns) {
            Optional<String> ref = standIn.findRef(paymentId);
            if (ref.isPresent()) {
                Optional<URI> next = standIn.act(ref.get(), action);
                if (next.isPresent()) {
                    browser.open(next.get());
                }
                return;
            }
        }
        throw new IllegalArgumentException("no such payment");
    }
}
