package app.nero.payment.stripe;

import app.nero.http.EventLog;
import app.nero.kernel.Id;
import app.nero.kernel.TimeLimits;
import app.nero.payment.Charge;
import app.nero.payment.Charge.Dispute;
import app.nero.payment.Charge.State;
import app.nero.payment.Goods;
import app.nero.payment.Invoice;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentNotice;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.SubscriptionGateway;
import app.nero.payment.provider.ProviderCall;
import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.model.billingportal.Configuration;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.DisputeListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.billingportal.ConfigurationCreateParams;
import com.stripe.param.billingportal.ConfigurationCreateParams.Features;
import com.stripe.param.billingportal.ConfigurationListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.Recurring;
import com.stripe.service.V1Services;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Takes money with <a href="https://docs.stripe.com/payments/checkout">Stripe Checkout</a>: a session per payment, and for plans a
 * subscription with an invoice per period. Makes one attempt per request; all requests of a call share the time limit.
 */
public final class StripeGateway implements SubscriptionGateway {

    /** In the metadata of sessions, payment intents and subscriptions. */
    static final String PAYMENT_ID = "paymentId";

    private static final String INVOICE = "in_";
    private static final int MONTHS_OF_YEAR = 12;
    private static final long MAX_LIST = 100;

    /** Enough for a year of monthly renewals, although the sweep asks every day. */
    private static final long LATEST_INVOICES = 12;

    /** Subscriptions that charge the buyer again unless they are set to end. */
    private static final Set<String> RENEWING = Set.of("active", "trialing", "past_due");

    private static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");

    /** Marks the portal's configuration, whose features this version of the code decides. */
    private static final Map<String, String> PORTAL = Map.of("nero", "portal-1");

    private final V1Services stripe;
    private final ProviderCall call;
    private volatile Optional<String> portal = Optional.empty();

    public StripeGateway(StripeAccount account, EventLog log) {
        this(account, TimeLimits.DEFAULT, log);
    }

    public StripeGateway(StripeAccount account, TimeLimits limits, EventLog log) {
        this.call = new ProviderCall(PaymentProvider.STRIPE, limits, log);
        this.stripe = StripeClient.builder().setApiKey(account.secretKey()).setApiBase(account.baseUri().toString())
                .setMaxNetworkRetries(0).setHttpClient(new SingleAttempt(limits)).build().v1();
    }

    @Override
    public PaymentProvider provider() {
        return PaymentProvider.STRIPE;
    }

    /** The session closes after Stripe's default of 24 h. */
    @Override
    public PaymentPage open(Payment payment, URI returnTo) {
        SessionCreateParams params = session(payment, returnTo);
        return within(() -> {
            Session session = stripe.checkout().sessions().create(params, key(payment.id().value()));
            return new PaymentPage(session.getId(), URI.create(session.getUrl()),
                    Instant.ofEpochSecond(session.getExpiresAt()));
        });
    }

    private static SessionCreateParams session(Payment payment, URI returnTo) {
        String id = payment.id().value();
        String url = ProviderCall.returnUrl(returnTo, id);
        PriceData.Builder price = PriceData.builder().setUnitAmount(payment.price().amount())
                .setCurrency(payment.price().currency().toLowerCase(Locale.ROOT))
                .setProductData(PriceData.ProductData.builder().setName(name(payment.goods())).build());
        SessionCreateParams.Builder session = SessionCreateParams.builder().setClientReferenceId(id)
                .putMetadata(PAYMENT_ID, id).setSuccessUrl(url).setCancelUrl(url)
                .setLocale(SessionCreateParams.Locale.AUTO)
                // Else Stripe may show and charge the price in another currency than ours.
                .setAdaptivePricing(SessionCreateParams.AdaptivePricing.builder().setEnabled(false).build());
        switch (payment.goods()) {
            case Goods.Pack _ -> session.setMode(SessionCreateParams.Mode.PAYMENT).setPaymentIntentData(
                    SessionCreateParams.PaymentIntentData.builder().putMetadata(PAYMENT_ID, id).build());
            case Goods.Plan(var _, int _, int months) -> {
                price.setRecurring(recurring(months));
                session.setMode(SessionCreateParams.Mode.SUBSCRIPTION).setSubscriptionData(
                        SessionCreateParams.SubscriptionData.builder().putMetadata(PAYMENT_ID, id).build());
            }
        }
        return session.addLineItem(
                SessionCreateParams.LineItem.builder().setQuantity(1L).setPriceData(price.build()).build()).build();
    }

    private static Recurring recurring(int months) {
        return months == MONTHS_OF_YEAR
                ? Recurring.builder().setInterval(Recurring.Interval.YEAR).build()
                : Recurring.builder().setInterval(Recurring.Interval.MONTH).setIntervalCount((long) months).build();
    }

    /** The name on the page and on the receipt. */
    private static String name(Goods goods) {
        return switch (goods) {
            case Goods.Pack(int stars) -> "Nero: " + stars + " stars";
            case Goods.Plan(var plan, int stars, int _) ->
                "Nero " + plan.name().toLowerCase(Locale.ROOT) + ": " + stars + " stars a month";
        };
    }

    @Override
    public Charge look(Payment payment) {
        String ref = ref(payment);
        return within(() -> ref.startsWith(INVOICE) ? lookAtInvoice(ref) : lookAtSession(ref));
    }

    private Charge lookAtSession(String ref) throws StripeException {
        Session session = stripe.checkout().sessions().retrieve(ref);
        if ("expired".equals(session.getStatus())) {
            return Charge.unpaid(State.EXPIRED);
        }
        if (!"complete".equals(session.getStatus())) {
            return Charge.unpaid(State.OPEN);
        }
        if (session.getSubscription() != null) {
            return session.getInvoice() == null
                    ? Charge.unpaid(State.OPEN)
                    : Charge.invoiced(new Invoice(session.getInvoice(), session.getSubscription()));
        }
        if (session.getPaymentIntent() == null) {
            // Nothing had to be paid, which no price of ours allows.
            return Charge.unpaid(State.OPEN);
        }
        PaymentIntent intent = intent(session.getPaymentIntent());
        return "unpaid".equals(session.getPaymentStatus())
                ? Charge.unpaid(isRefused(intent) ? State.FAILED : State.OPEN)
                : paid(session.getAmountTotal(), session.getCurrency(), Optional.of(intent));
    }

    /** Whether a complete session has no money because a bank debit or a similar slow payment failed. */
    private static boolean isRefused(PaymentIntent intent) {
        return Set.of("requires_payment_method", "canceled").contains(intent.getStatus());
    }

    private Charge lookAtInvoice(String ref) throws StripeException {
        com.stripe.model.Invoice invoice = stripe.invoices().retrieve(ref);
        return switch (invoice.getStatus()) {
            case "paid" -> {
                Optional<String> intent = intentOf(ref);
                yield paid(invoice.getAmountPaid(), invoice.getCurrency(),
                        intent.isPresent() ? Optional.of(intent(intent.get())) : Optional.empty());
            }
            case "void", "uncollectible" -> Charge.unpaid(State.FAILED);
            default -> Charge.unpaid(State.OPEN);
        };
    }

    private Charge paid(Long amount, String currency, Optional<PaymentIntent> intent) throws StripeException {
        if (amount == null || amount == 0) {
            return Charge.unpaid(State.OPEN);
        }
        Money money = new Money(amount, currency.toUpperCase(Locale.ROOT));
        Optional<com.stripe.model.Charge> charge = intent.map(PaymentIntent::getLatestChargeObject);
        boolean refunded = charge.map(found -> Boolean.TRUE.equals(found.getRefunded())).orElse(false);
        Dispute dispute = charge.isPresent() && Boolean.TRUE.equals(charge.get().getDisputed())
                ? dispute(charge.get().getId())
                : Dispute.NONE;
        return new Charge(State.PAID, Optional.of(money), refunded, dispute, Optional.empty());
    }

    /** An inquiry of a bank ({@code warning_…}) takes no money, and becomes a dispute if it is not answered. */
    private Dispute dispute(String charge) throws StripeException {
        List<String> states = stripe.disputes()
                .list(DisputeListParams.builder().setCharge(charge).setLimit(MAX_LIST).build()).getData().stream()
                .map(com.stripe.model.Dispute::getStatus).filter(status -> !status.startsWith("warning_")).toList();
        if (states.contains("lost")) {
            return Dispute.LOST;
        }
        if (states.stream().anyMatch(status -> !Set.of("won", "prevented").contains(status))) {
            return Dispute.OPEN;
        }
        return states.isEmpty() ? Dispute.NONE : Dispute.WON;
    }

    @Override
    public void refund(Payment payment) {
        String ref = ref(payment);
        within(() -> {
            Optional<String> intent = ref.startsWith(INVOICE)
                    ? intentOf(ref)
                    : Optional.ofNullable(stripe.checkout().sessions().retrieve(ref).getPaymentIntent());
            try {
                stripe.refunds().create(RefundCreateParams.builder().setPaymentIntent(intent.orElseThrow())
                        .putMetadata(PAYMENT_ID, payment.id().value()).build(), key("refund-" + payment.id().value()));
            } catch (StripeException e) {
                if (!"charge_already_refunded".equals(e.getCode())) {
                    throw e;
                }
            }
            return true;
        });
    }

    @Override
    public Renewal lookUpSubscription(String subscription) {
        return within(() -> {
            Subscription found = stripe.subscriptions().retrieve(subscription);
            List<String> newestFirst = stripe.invoices().list(InvoiceListParams.builder().setSubscription(subscription)
                    .setStatus(InvoiceListParams.Status.PAID).setLimit(LATEST_INVOICES).build()).getData().stream()
                    .map(com.stripe.model.Invoice::getId).toList();
            boolean renews = RENEWING.contains(found.getStatus()) && !Boolean.TRUE.equals(found.getCancelAtPeriodEnd())
                    && found.getCancelAt() == null;
            return new Renewal(renews, newestFirst.reversed());
        });
    }

    @Override
    public void endRenewal(String subscription) {
        within(() -> {
            try {
                stripe.subscriptions().update(subscription,
                        SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true).build());
            } catch (InvalidRequestException e) {
                // Stripe refuses to change a subscription that has ended.
                if (!ENDED.contains(stripe.subscriptions().retrieve(subscription).getStatus())) {
                    throw e;
                }
            }
            return true;
        });
    }

    @Override
    public URI openPortal(String subscription, URI returnTo) {
        return within(() -> {
            String customer = stripe.subscriptions().retrieve(subscription).getCustomer();
            return URI.create(stripe.billingPortal().sessions().create(
                    com.stripe.param.billingportal.SessionCreateParams.builder().setCustomer(customer)
                            .setConfiguration(portal()).setReturnUrl(returnTo.toString()).build())
                    .getUrl());
        });
    }

    /** The configuration that offers no other plan: plans are bought in Nero, which knows what they give. */
    private String portal() throws StripeException {
        if (portal.isEmpty()) {
            Optional<String> earlier = stripe.billingPortal().configurations()
                    .list(ConfigurationListParams.builder().setActive(true).setLimit(MAX_LIST).build()).getData()
                    .stream().filter(found -> Objects.equals(found.getMetadata(), PORTAL)).map(Configuration::getId)
                    .findFirst();
            portal = Optional.of(earlier.isPresent() ? earlier.get() : createPortal());
        }
        return portal.get();
    }

    private String createPortal() throws StripeException {
        Features features = Features.builder()
                .setInvoiceHistory(Features.InvoiceHistory.builder().setEnabled(true).build())
                .setPaymentMethodUpdate(Features.PaymentMethodUpdate.builder().setEnabled(true).build())
                .setSubscriptionCancel(Features.SubscriptionCancel.builder().setEnabled(true)
                        .setMode(Features.SubscriptionCancel.Mode.AT_PERIOD_END).build())
                .setSubscriptionUpdate(Features.SubscriptionUpdate.builder().setEnabled(false).build()).build();
        return stripe.billingPortal().configurations().create(
                ConfigurationCreateParams.builder().setFeatures(features).putAllMetadata(PORTAL).build()).getId();
    }

    /**
     * Finds what a charge or a dispute is about, which names only its payment intent.
     *
     * @param intent the id of a payment intent
     */
    public Optional<PaymentNotice> findPayment(String intent) {
        return within(() -> {
            Optional<Id> payment = Optional.ofNullable(stripe.paymentIntents().retrieve(intent).getMetadata())
                    .map(metadata -> metadata.get(PAYMENT_ID)).flatMap(Id::parse);
            if (payment.isPresent()) {
                return payment.map(PaymentNotice.OfPayment::new);
            }
            InvoicePaymentListParams.Payment of = InvoicePaymentListParams.Payment.builder()
                    .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT).setPaymentIntent(intent).build();
            return stripe.invoicePayments().list(InvoicePaymentListParams.builder().setPayment(of).build()).getData()
                    .stream().map(InvoicePayment::getInvoice).findFirst().map(PaymentNotice.OfRef::new);
        });
    }

    /** The payment intent of an invoice; empty if it was paid in another way, such as from the buyer's credit. */
    private Optional<String> intentOf(String invoice) throws StripeException {
        return stripe.invoicePayments()
                .list(InvoicePaymentListParams.builder().setInvoice(invoice)
                        .setStatus(InvoicePaymentListParams.Status.PAID).build())
                .getData().stream().map(paid -> paid.getPayment().getPaymentIntent()).filter(Objects::nonNull)
                .findFirst();
    }

    private PaymentIntent intent(String id) throws StripeException {
        return stripe.paymentIntents().retrieve(id,
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());
    }

    private static String ref(Payment payment) {
        return payment.providerRef().orElseThrow(() -> new IllegalArgumentException("the payment has no page yet"));
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    private <T> T within(Callable<T> calls) {
        return call.within(() -> {
            try {
                return calls.call();
            } catch (StripeException e) {
                call.report(Objects.requireNonNullElse(e.getStatusCode(), 0),
                        Objects.requireNonNullElse(e.getCode(), "none"));
                throw e;
            }
        });
    }
}
