package app.nero.payment.zarinpal;

import app.nero.http.EventLog;
import app.nero.http.Json;
import app.nero.http.JsonMembers;
import app.nero.kernel.LimitedInputStream;
import app.nero.kernel.TimeLimits;
import app.nero.payment.Charge;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentGateway;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.provider.ProviderCall;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Takes money from Iranian bank cards with <a href="https://www.zarinpal.com/docs/paymentGateway/">Zarinpal's API, version 4</a>.
 * Each call makes one attempt and follows no redirect. Amounts are in rials. Zarinpal keeps money only once it is verified, so asking
 * for a payment also takes it.
 */
public final class ZarinpalGateway implements PaymentGateway {

    /** Zarinpal does not say when its page closes. Money that arrives later is taken, too. */
    private static final Duration PAGE_TTL = Duration.ofMinutes(20);

    private static final String RIAL = "IRR";
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final int MAX_ANSWER = 64 * 1024;

    private static final int SUCCESS = 100;
    private static final int ALREADY_VERIFIED = 101;
    /** Nobody has paid, or the bank refused the card. The buyer may still try another card. */
    private static final int NOT_PAID = -51;

    private final ZarinpalAccount account;
    private final TimeLimits limits;
    private final Clock clock;
    private final ProviderCall call;
    private final HttpClient client;

    /** @param code of success or of an error */
    private record Answer(int status, int code, String authority) {}

    public ZarinpalGateway(ZarinpalAccount account, EventLog log, Clock clock) {
        this(account, TimeLimits.DEFAULT, log, clock);
    }

    public ZarinpalGateway(ZarinpalAccount account, TimeLimits limits, EventLog log, Clock clock) {
        this.account = account;
        this.limits = limits;
        this.clock = clock;
        this.call = new ProviderCall(PaymentProvider.ZARINPAL, limits, log);
        this.client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
    }

    @Override
    public PaymentProvider provider() {
        return PaymentProvider.ZARINPAL;
    }

    /** Each call opens another page, because Zarinpal has no idempotency keys. The page that is not stored is never verified. */
    @Override
    public PaymentPage open(Payment payment, URI returnTo) {
        return call.within(() -> {
            Answer answer = post("request", json -> {
                writePrice(json, payment.price());
                json.writeStringField("description", "Nero: " + payment.productId());
                json.writeStringField("callback_url", ProviderCall.returnUrl(returnTo, payment.id().value()));
            });
            if (answer.code() != SUCCESS || !AUTHORITY.matcher(answer.authority()).matches()) {
                throw refused(answer);
            }
            return new PaymentPage(answer.authority(),
                    URI.create(account.baseUri() + "/pg/StartPay/" + answer.authority()),
                    clock.instant().plus(PAGE_TTL));
        });
    }

    /** Zarinpal compares the amount itself, and names no other one. */
    @Override
    public Charge look(Payment payment) {
        return call.within(() -> {
            Answer answer = post("verify", json -> {
                writePrice(json, payment.price());
                json.writeStringField("authority", payment.providerRef().orElseThrow());
            });
            return switch (answer.code()) {
                case SUCCESS, ALREADY_VERIFIED -> Charge.paid(payment.price());
                case NOT_PAID -> Charge.unpaid(Charge.State.OPEN);
                default -> throw refused(answer);
            };
        });
    }

    /** An operator sends the money back by hand. */
    @Override
    public void refund(Payment payment) {
        // Zarinpal's call for refunds needs a personal access token of the merchant, which can also pay out money.
    }

    private static void writePrice(JsonGenerator json, Money price) throws IOException {
        if (!price.currency().equals(RIAL)) {
            throw new IllegalArgumentException("Zarinpal takes only rials");
        }
        json.writeNumberField("amount", price.amount());
        json.writeStringField("currency", RIAL);
    }

    private IOException refused(Answer answer) {
        call.report(answer.status(), Integer.toString(answer.code()));
        return new IOException("code " + answer.code());
    }

    private Answer post(String method, Json.Members members) throws IOException, InterruptedException {
        String body = Json.object(json -> {
            json.writeStringField("merchant_id", account.merchantId());
            members.writeTo(json);
        });
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(account.baseUri() + "/pg/v4/payment/" + method + ".json"))
                .timeout(limits.whole()).header("Content-Type", "application/json").header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body)).build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream answer = response.body()) {
            return read(response.statusCode(), new LimitedInputStream(answer, MAX_ANSWER));
        }
    }

    /**
     * Reads {@code {"data":{"code":100,…},"errors":[]}} or {@code {"data":[],"errors":{"code":-9,…}}}.
     *
     * @throws IOException if the answer has no code, for example the page of a proxy
     */
    private static Answer read(int status, InputStream body) throws IOException {
        int[] code = new int[1];
        String[] authority = {""};
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            JsonMembers.read(json, (part, _) -> {
                if (part.equals("data") || part.equals("errors")) {
                    JsonMembers.read(json, (name, _) -> {
                        if (name.equals("code") && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                            code[0] = json.getIntValue();
                        } else if (name.equals("authority") && json.currentToken() == JsonToken.VALUE_STRING) {
                            authority[0] = json.getText();
                        }
                        json.skipChildren();
                    });
                }
                json.skipChildren();
            });
            if (json.currentToken() != JsonToken.END_OBJECT || code[0] == 0) {
                throw new IOException("no code");
            }
        }
        return new Answer(status, code[0], authority[0]);
    }
}
