package app.nero.local.standin;

import static app.nero.local.standin.StripeObjects.INVOICE;
import static app.nero.local.standin.StripeObjects.PORTAL;
import static app.nero.local.standin.StripeObjects.SESSION;
import static app.nero.local.standin.StripeObjects.STATUS;

import app.nero.kernel.Id;
import app.nero.local.gateway.SameOrigin;
import app.nero.local.standin.StandInPayment.State;
import app.nero.local.standin.StripeObjects.Change;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A local replacement for Stripe. {@link #PATH} is the base URL of its API. Shows sessions, invoices and portals on pages, and
 * sends webhooks to Nero.
 */
final class StripeStandIn implements PaymentStandIn {

    static final String PATH = "/_local/stripe";

    private final StripeObjects objects;
    private final StripeWebhookSender webhooks;
    private final StripeApi api;

    /**
     * @param url the base URL of this server, without a slash at its end
     * @param webhook where events are sent
     */
    StripeStandIn(StoredObjects stored, String secretKey, String webhookSecret, String url, URI webhook, Clock clock,
            SecureRandom random) {
        this.objects = new StripeObjects(stored, clock, random);
        this.webhooks = new StripeWebhookSender(webhook, webhookSecret, clock);
        this.api = new StripeApi(objects, webhooks, secretKey, url + PaymentPages.PATH, clock);
    }

    @Override
    public Map<String, HttpHandler> handlers() {
        return Map.of(StripeApi.PATH, SameOrigin.only(api));
    }

    @Override
    public List<StandInPayment> list() {
        List<ObjectNode> sessions = objects.list(SESSION);
        // The first invoice of a plan is shown as its session.
        List<String> first = sessions.stream().map(session -> session.path(INVOICE).asText()).toList();
        return Stream.concat(sessions.stream(),
                objects.list(INVOICE).stream().filter(invoice -> !first.contains(invoice.path("id").asText())))
                .flatMap(object -> view(object).stream()).toList();
    }

    @Override
    public Optional<StandInPayment> find(String ref) {
        return objects.find(ref).flatMap(this::view);
    }

    @Override
    public Optional<String> findRef(Id paymentId) {
        return objects.list(SESSION).stream()
                .filter(session -> session.path("client_reference_id").asText().equals(paymentId.value()))
                .map(session -> session.path("id").asText()).findFirst();
    }

    private Optional<StandInPayment> view(ObjectNode page) {
        return switch (StripeObjects.kind(page)) {
            case SESSION -> Optional.of(view(page, page, price(page, "/amount_total", "/currency"), state(page)));
            case INVOICE -> Optional.of(view(page, page, price(page, "/amount_due", "/currency"), state(page)));
            case PORTAL -> objects.subscriptionOf(page).map(subscription -> view(page, subscription,
                    price(subscription, "/local/amount", "/local/currency"),
                    StripeObjects.renews(subscription) ? State.RENEWS : State.RENEWS_NO_MORE));
            default -> Optional.empty();
        };
    }

    private StandInPayment view(ObjectNode page, ObjectNode sold, Money price, State state) {
        List<BuyerAction> actions = new ArrayList<>(actions(state));
        if (StripeObjects.kind(page).equals(SESSION)
                && objects.subscriptionOf(page).filter(found -> !StripeObjects.isCanceled(found)).isPresent()) {
            actions.add(BuyerAction.RENEW);
            actions.add(BuyerAction.REFUSE_CARD);
        }
        return new StandInPayment(page.path("id").asText(), PaymentProvider.STRIPE, sold.at("/local/title").asText(),
                price, state, Instant.ofEpochSecond(sold.path("created").asLong()), actions);
    }

    private static Money price(ObjectNode sold, String amount, String currency) {
        return new Money(sold.at(amount).asLong(), sold.at(currency).asText().toUpperCase(Locale.ROOT));
    }

    /** The state of a session or an invoice. */
    private State state(ObjectNode page) {
        return switch (page.path(STATUS).asText()) {
            case "expired" -> State.EXPIRED;
            case "open" -> StripeObjects.kind(page).equals(INVOICE) ? State.CARD_REFUSED : State.OPEN;
            default -> stateOf(charge(page));
        };
    }

    private State stateOf(ObjectNode charge) {
        List<String> disputes = objects.disputesOf(charge).stream().map(dispute -> dispute.path(STATUS).asText())
                .toList();
        if (disputes.contains("lost")) {
            return State.DISPUTE_LOST;
        }
        if (disputes.contains(StripeObjects.NEEDS_RESPONSE)) {
            return State.DISPUTED;
        }
        return charge.path("refunded").asBoolean() ? State.REFUNDED : State.PAID;
    }

    private static List<BuyerAction> actions(State state) {
        return switch (state) {
            case OPEN -> BuyerAction.ON_OPEN_PAYMENT;
            case PAID -> List.of(BuyerAction.REFUND, BuyerAction.DISPUTE);
            case DISPUTED -> List.of(BuyerAction.WIN, BuyerAction.LOSE);
            case RENEWS -> List.of(BuyerAction.END_RENEWAL, BuyerAction.RETURN);
            case RENEWS_NO_MORE -> List.of(BuyerAction.RETURN);
            case CANCELED, EXPIRED, CARD_REFUSED, REFUNDED, DISPUTE_LOST -> List.of();
        };
    }

    @Override
    public Optional<URI> act(String ref, BuyerAction action) throws IOException {
        ObjectNode page;
        List<ObjectNode> events;
        synchronized (objects) {
            if (find(ref).filter(payment -> payment.offers(action)).isEmpty()) {
                return Optional.empty();
            }
            page = objects.find(ref).orElseThrow();
            events = change(page, action).events();
        }
        webhooks.send(events);
        Optional<String> next = switch (action) {
            case PAY, PAY_TWICE -> Optional.of("success_url");
            case CANCEL -> Optional.of("cancel_url");
            case RETURN -> Optional.of("return_url");
            case PAY_AND_LEAVE, REFUND, DISPUTE, WIN, LOSE, RENEW, REFUSE_CARD, END_RENEWAL -> Optional.empty();
        };
        return next.map(member -> URI.create(page.path(member).asText()));
    }

    private Change change(ObjectNode page, BuyerAction action) throws IOException {
        return switch (action) {
            case PAY, PAY_AND_LEAVE -> objects.pay(page);
            case PAY_TWICE -> {
                Change paid = objects.pay(page);
                yield paid.and(paid);
            }
            case CANCEL, RETURN -> new Change(page, List.of());
            case REFUND -> objects.refund(charge(page));
            case DISPUTE -> objects.dispute(charge(page));
            case WIN -> objects.close(charge(page), "won");
            case LOSE -> objects.close(charge(page), "lost");
            case RENEW -> objects.renew(subscription(page), true);
            case REFUSE_CARD -> objects.renew(subscription(page), false);
            case END_RENEWAL -> objects.endRenewal(subscription(page));
        };
    }

    private ObjectNode charge(ObjectNode page) {
        return objects.chargeOf(page).orElseThrow();
    }

    private ObjectNode subscription(ObjectNode page) {
        return objects.subscriptionOf(page).orElseThrow();
    }
}
