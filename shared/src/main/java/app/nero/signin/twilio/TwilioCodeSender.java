package app.nero.signin.twilio;

import app.nero.kernel.Connection;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.signin.CodeMessage;
import app.nero.signin.CodeSender;
import app.nero.signin.NumberingPlan.Line;
import com.twilio.Twilio;
import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends codes with Twilio's Messages API through its SDK: one request per call, and a result within the time limits. Logs nothing
 * and hides the messages of exceptions, because Twilio quotes the phone number in them.
 */
public final class TwilioCodeSender implements CodeSender, Connection {

    /** Concurrent connections. A Lambda environment needs one; Nero on one machine shares them among all requests. */
    static final int MAX_CONNECTIONS = 64;

    /** The range that Twilio accepts as {@code ValidityPeriod}. */
    private static final Duration MIN_VALIDITY = Duration.ofSeconds(1);
    private static final Duration MAX_VALIDITY = Duration.ofSeconds(36_000);

    /** A number that the North American Numbering Plan reserves for fiction. */
    private static final PhoneNumber FICTIONAL_NUMBER = new PhoneNumber("+12025550100");

    private final TwilioAccount account;
    private final TimeLimits limits;
    private CloseableHttpClient transport;

    public TwilioCodeSender(TwilioAccount account) {
        this(account, TimeLimits.DEFAULT);
    }

    public TwilioCodeSender(TwilioAccount account, TimeLimits limits) {
        this.account = account;
        this.limits = limits;
    }

    /** @throws IllegalArgumentException if the validity is not between 1 s and 10 h */
    @Override
    public Delivery send(Line to, CodeMessage message, Duration validity) {
        if (validity.compareTo(MIN_VALIDITY) < 0 || validity.compareTo(MAX_VALIDITY) > 0) {
            throw new IllegalArgumentException("the validity must be 1 s to 10 h, not " + validity);
        }
        return send(new SingleAttempt(this::transport, account.baseUri()), to.number(), message.text(), validity);
    }

    private Delivery send(SingleAttempt attempt, PhoneNumber to, String text, Duration validity) {
        try {
            return TimedCall.within(limits.whole(), () -> create(attempt, to, text, validity));
        } catch (TimeoutException _) {
            attempt.cancel();
            return failed(attempt, null);
        } catch (ExecutionException e) {
            throw Redacted.copy(e.getCause());
        }
    }

    @Override
    public String name() {
        return "sms";
    }

    /** Connects with a request that is cancelled before its first byte, so that nothing is sent. */
    @Override
    public boolean ping() {
        SingleAttempt attempt = new SingleAttempt(this::transport, account.baseUri());
        attempt.cancel();
        send(attempt, FICTIONAL_NUMBER, "", MIN_VALIDITY);
        return attempt.connected();
    }

    @Override
    public void release() {
        // Each SMS opens and closes its own connection.
    }

    private Delivery create(SingleAttempt attempt, PhoneNumber to, String text, Duration validity) {
        TwilioRestClient client = new TwilioRestClient.Builder(account.sid(), account.authToken()).httpClient(attempt)
                .build();
        try {
            Message message = message(to, text).setValidityPeriod((int) validity.toSeconds()).create(client);

            // A 2xx without a message may come from an intermediary instead of Twilio.
            return message != null && message.getSid() != null
                    ? new Delivery.Accepted()
                    : new Delivery.Uncertain("success status without a message");
        } catch (RuntimeException e) {
            if (!(e instanceof TwilioException) && !attempt.sent()) {
                throw e;
            }
            return failed(attempt, e instanceof ApiException refusal ? refusal.getCode() : null);
        }
    }

    private MessageCreator message(PhoneNumber to, String text) {
        com.twilio.type.PhoneNumber receiver = new com.twilio.type.PhoneNumber(to.value());
        return switch (account.sender()) {
            case TwilioAccount.MessagingService(String sid) -> Message.creator(receiver, sid, text);
            case TwilioAccount.FromNumber(PhoneNumber number) ->
                Message.creator(receiver, new com.twilio.type.PhoneNumber(number.value()), text);
        };
    }

    /** @param code Twilio's error code, or null if there is none */
    private static Delivery failed(SingleAttempt attempt, Integer code) {
        if (!attempt.sent()) {
            return new Delivery.NotSent("no connection");
        }
        if (attempt.status().isEmpty()) {
            return new Delivery.Uncertain("no response");
        }
        int status = attempt.status().getAsInt();
        String reason = "status " + status + ", code " + code;
        if (status >= 400 && status < 500) {
            return refused(code == null ? 0 : code, reason);
        }
        // Twilio sends a 503 before it processes a request. After any other 5xx, the message may already be queued.
        return status == 503 ? new Delivery.NotSent(reason) : new Delivery.Uncertain(reason);
    }

    /** The codes of <a href="https://www.twilio.com/docs/api/errors">Twilio's error dictionary</a>. */
    private static Delivery refused(int code, String reason) {
        return switch (code) {
            // Invalid number, not a mobile number, landline.
            case 21211, 21614, 21635 -> new Delivery.NotReachable();
            // Region not enabled: Twilio cannot send there, or the account's geographic permissions forbid it.
            case 21408 -> new Delivery.CountryRefused();
            // Premium number, and two kinds of blocks by fraud protection.
            case 21268, 60410, 60605 -> new Delivery.NotServed();
            case 21610 -> new Delivery.OptedOut();
            default -> new Delivery.NotSent(reason);
        };
    }

    /** Built by the first call, so that a cold start that sends nothing does not build it. */
    synchronized CloseableHttpClient transport() {
        if (transport == null) {
            Timeout whole = Timeout.of(limits.whole());
            transport = HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setMaxConnTotal(MAX_CONNECTIONS)
                            .setMaxConnPerRoute(MAX_CONNECTIONS)
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(Timeout.of(limits.connect()))
                                    .setSocketTimeout(whole)
                                    .build())
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(whole)
                            .setResponseTimeout(whole)
                            .build())
                    // Connections die while the environment is frozen, so each SMS opens a new one.
                    .setConnectionReuseStrategy((request, response, context) -> false)
                    .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "mark-sent",
                            (request, scope, chain) -> {
                                SingleAttempt.markSent(scope.clientContext);
                                return chain.proceed(request, scope);
                            })
                    .setUserAgent("nero twilio-java/" + Twilio.VERSION)
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .disableContentCompression()
                    .build();
        }
        return transport;
    }
}
