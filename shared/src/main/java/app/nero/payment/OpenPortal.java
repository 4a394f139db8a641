package app.nero.payment;

import app.nero.kernel.Id;
import java.net.URI;
import java.util.Optional;

/** Opens the provider's page on which buyers of a plan see their invoices and change their card. */
public final class OpenPortal {

    /** The latest payments, among which that of a plan is looked for. */
    private static final int RECENT = 100;

    private final Payments payments;
    private final PaymentGateways gateways;

    public OpenPortal(Payments payments, PaymentGateways gateways) {
        this.payments = payments;
        this.gateways = gateways;
    }

    /** @return empty if the user never had a plan that renews, or its provider is not set up any more */
    public Optional<URI> open(Id userId, URI returnTo) {
        return payments.list(userId, Optional.empty(), RECENT).stream()
                .filter(payment -> payment.subscription().isPresent()).findFirst()
                .flatMap(payment -> gateways.findSubscriptions(payment.provider())
                        .map(gateway -> gateway.openPortal(payment.subscription().get(), returnTo)));
    }
}
