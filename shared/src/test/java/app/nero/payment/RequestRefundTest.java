package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.audit.Audit;
import app.nero.audit.AuditEntry;
import app.nero.audit.InMemoryAuditLog;
import app.nero.kernel.UnavailableException;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestRefundTest {

    private final PaymentWorld world = new PaymentWorld();
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog();
    private final RequestRefund requestRefund = new RequestRefund(world.payments,
            new Audit(auditLog, world.clock, new SecureRandom()), world.clock);

    @Test
    void beginsOnceAndLogsWhoAskedAndWhy() {
        Payment payment = world.buy(PaymentWorld.PACK);

        RequestRefund.Result first = requestRefund.request("operator", payment.id(), "asked by mail");
        RequestRefund.Result again = requestRefund.request("operator", payment.id(), "asked again");

        assertEquals(PaymentStatus.REFUNDING, world.status(payment));
        assertEquals(new RequestRefund.Result.Requested(world.now(payment)), first);
        assertEquals(first, again);
        assertEquals(1, auditLog.entries().size());
        AuditEntry entry = auditLog.entries().getFirst();
        assertEquals("operator", entry.actor());
        assertEquals(payment.id().value(), entry.target());
        assertEquals(Map.of("status", "granted"), entry.before());
        assertEquals(Map.of("status", "refunding", "reason", "asked by mail"), entry.after());
    }

    @Test
    void reportsARefundThatIsDone() {
        Payment payment = world.buy(PaymentWorld.PACK);
        requestRefund.request("operator", payment.id(), "asked by mail");
        world.sweepPayments.sweep();

        assertEquals(PaymentStatus.REFUNDED, world.status(payment));
        assertEquals(new RequestRefund.Result.Requested(world.now(payment)),
                requestRefund.request("operator", payment.id(), "asked again"));
    }

    @Test
    void refusesAPaymentWithoutMoney() {
        Payment payment = world.open(PaymentWorld.PACK);

        assertEquals(new RequestRefund.Result.NotRefundable(payment),
                requestRefund.request("operator", payment.id(), "asked by mail"));
        assertEquals(new RequestRefund.Result.NotFound(), requestRefund.request("operator", Some.id(), "none"));
        assertEquals(List.of(), auditLog.entries());
    }

    @Test
    void beginsNothingIfTheAuditLogFails() {
        Payment payment = world.buy(PaymentWorld.PACK);
        auditLog.fail();

        assertThrows(UnavailableException.class, () -> requestRefund.request("operator", payment.id(), "asked"));

        assertEquals(PaymentStatus.GRANTED, world.status(payment));
    }
}
