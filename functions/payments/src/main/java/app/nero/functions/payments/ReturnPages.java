package app.nero.functions.payments;

import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.payment.PaymentProvider;
import java.net.URI;
import java.util.Optional;

/** Where buyers come back to. */
final class ReturnPages {

    private final Settings settings;

    ReturnPages(Settings settings) {
        this.settings = settings;
    }

    /**
     * Where a provider sends the buyer, with the payment's id as {@code payment}: Zarinpal to this function, which must verify the
     * payment, and others to the web app.
     */
    URI afterPaying(PaymentProvider provider) {
        return switch (provider) {
            case STRIPE -> result(Optional.empty());
            case ZARINPAL -> URI.create(settings.apiUrl() + "/payments/zarinpal/callback");
        };
    }

    /** The web app's page about a payment. */
    URI result(Optional<Id> paymentId) {
        return URI.create(plans() + "/result" + paymentId.map(id -> "?payment=" + id).orElse(""));
    }

    /** The web app's page of plans. */
    URI plans() {
        return URI.create(settings.webOrigin() + "/upgrade");
    }
}
