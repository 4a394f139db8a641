package app.nero.payment;

import java.net.URI;
import java.time.Instant;

/**
 * The page of a provider on which the buyer pays.
 *
 * @param ref the provider's id of the payment
 * @param expiresAt when the page closes
 */
public record PaymentPage(String ref, URI url, Instant expiresAt) {}
