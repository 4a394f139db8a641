package app.nero.payment;

/**
 * The invoice for one period of a subscription.
 *
 * @param ref the provider's id of the invoice
 * @param subscription the provider's id of the subscription
 */
public record Invoice(String ref, String subscription) {}
