package app.nero.local.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request that Stripe rejects.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe's errors</a>
 */
final class StripeRejectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;

    StripeRejectionException(int status, String type, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    static StripeRejectionException missing(String what) {
        return new StripeRejectionException(404, "invalid_request_error", "resource_missing", "No such " + what);
    }

    static StripeRejectionException invalid(String code, String message) {
        return new StripeRejectionException(400, "invalid_request_error", code, message);
    }

    /** The HTTP status of the response. */
    int status() {
        return status;
    }

    /** The body of the response. */
    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("type", type).put("code", code).put("message", getMessage());
        return body;
    }
}
