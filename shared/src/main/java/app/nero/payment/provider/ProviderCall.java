package app.nero.payment.provider;

import app.nero.http.EventLog;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.payment.PaymentProvider;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Calls a provider of payments. Events contain neither the key nor anything of the request or the answer but the provider's code for an
 * error.
 */
public final class ProviderCall {

    /** The longest code of an error that is logged. */
    private static final int MAX_CODE = 60;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PaymentProvider provider;
    private final TimeLimits limits;
    private final EventLog log;

    public ProviderCall(PaymentProvider provider, TimeLimits limits, EventLog log) {
        this.provider = provider;
        this.limits = limits;
        this.log = log;
    }

    /**
     * Makes calls that together keep the time limit.
     *
     * @throws UnavailableException if they fail
     */
    public <T> T within(Callable<T> calls) {
        try {
            return TimedCall.within(limits.whole(), calls);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    /** Logs that the provider refused a request. */
    public void report(int status, String code) {
        boolean isCode = code.length() <= MAX_CODE
                && code.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        log.warn("PaymentProviderRefused", json -> {
            json.writeStringField("provider", provider.text());
            json.writeNumberField("status", status);
            json.writeStringField("code", isCode ? code : "other");
        });
    }

    /**
     * @return the URL without a slash at its end
     * @throws IllegalArgumentException unless it is HTTPS, or HTTP to this machine, without a user, a query or a fragment
     */
    public static URI requireBase(URI base) {
        String host = base.getHost();
        boolean isSafe = "https".equals(base.getScheme())
                || "http".equals(base.getScheme()) && host != null && LOOPBACK.contains(host);
        if (!isSafe || host == null || base.getRawUserInfo() != null || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw new IllegalArgumentException("expected the base URL of an API with HTTPS");
        }
        return URI.create(base.toString().replaceFirst("/+$", ""));
    }

    /** Where the provider sends the buyer: to the page that began the payment, which learns what to ask for and nothing else. */
    public static String returnUrl(URI returnTo, String paymentId) {
        return returnTo + (returnTo.getRawQuery() == null ? "?" : "&") + "payment=" + paymentId;
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.PAYMENT, Redacted.copy(cause));
    }
}
