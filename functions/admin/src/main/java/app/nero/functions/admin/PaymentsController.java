package app.nero.functions.admin;

import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.payment.Payment;
import app.nero.payment.PaymentFilter;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import app.nero.payment.Payments;
import app.nero.payment.RequestRefund;
import app.nero.payment.json.PaymentJson;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code GET /admin/payments}, {@code POST /admin/payments/{id}/refund}. */
@Controller
final class PaymentsController {

    private static final String LIST = "admin/payments";
    private static final int MAX_REFERENCE = 255;

    private static final Field<Optional<Id>> USER_ID = Field.text("userId", Id::parse, "must be an id of 24 hex digits")
            .optional();
    private static final Field<Optional<PaymentStatus>> STATUS = Field
            .text("status", PaymentStatus::parse, "must be a status of a payment").optional();
    private static final Field<Optional<PaymentProvider>> PROVIDER = Field
            .text("provider", PaymentProvider::parse, "must be stripe or zarinpal").optional();
    private static final Field<Optional<String>> REFERENCE = Field
            .text("providerRef", text -> Optional.of(text).filter(it -> !it.isEmpty() && it.length() <= MAX_REFERENCE),
                    "must be 1 to " + MAX_REFERENCE + " characters")
            .optional();
    private static final Field<PaymentFilter> FILTER = Field.group(
            query -> new PaymentFilter(query.get(USER_ID), query.get(STATUS), query.get(PROVIDER),
                    query.get(REFERENCE)),
            USER_ID, STATUS, PROVIDER, REFERENCE);
    private static final Field<Integer> LIMIT = Field.digits("limit", 1, 100).orElse(20);

    private final Payments payments;
    private final RequestRefund requestRefund;
    private final CursorSigning cursors;
    private final Field<Optional<Id>> cursor;

    PaymentsController(Payments payments, RequestRefund requestRefund, CursorSigning cursors) {
        this.payments = payments;
        this.requestRefund = requestRefund;
        this.cursors = cursors;
        this.cursor = Field.text("cursor", text -> cursors.open(LIST, text).flatMap(Id::parse),
                "is invalid for this list; use nextCursor of the previous page").optional();
    }

    /** Everyone's payments that match, newest first. */
    @GetMapping("/v1/admin/payments")
    Response list(Request request) {
        Values query = request.parameters(FILTER, LIMIT, cursor);
        int limit = query.get(LIMIT);
        List<Payment> found = payments.list(query.get(FILTER), query.get(cursor), limit);
        return Response.ok(json -> {
            json.writeArrayFieldStart("payments");
            for (Payment payment : found) {
                json.writeStartObject();
                writeMembers(payment, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("nextCursor",
                    found.size() == limit ? cursors.sign(LIST, found.getLast().id().value()) : null);
        });
    }

    /** The sweep sends the money back, because this function has no key of a provider. */
    @PostMapping("/v1/admin/payments/{id}/refund")
    Response refund(Request request) {
        String reason = request.fields(UsersController.REASON).get(UsersController.REASON);
        return switch (requestRefund.request(request.caller().userId().value(), request.pathId("id"), reason)) {
            case RequestRefund.Result.Requested(Payment payment) -> Response.ok(json -> {
                json.writeObjectFieldStart("payment");
                writeMembers(payment, json);
                json.writeEndObject();
                json.writeBooleanField("refundsByHand", payment.provider().refundsByHand());
            }).withStatus(202);
            case RequestRefund.Result.NotRefundable _ -> throw Problem.of(409, "NOT_REFUNDABLE",
                    "Only a payment that is paid or granted can be refunded.");
            case RequestRefund.Result.NotFound _ -> throw Problem.notFound();
        };
    }

    /** Adds what only admins see: the buyer, and the provider's ids. */
    private static void writeMembers(Payment payment, JsonGenerator json) throws IOException {
        PaymentJson.writeMembers(payment, json);
        json.writeStringField("userId", payment.userId().map(Id::value).orElse(null));
        json.writeStringField("providerRef", payment.providerRef().orElse(null));
        json.writeStringField("subscription", payment.subscription().orElse(null));
    }
}
