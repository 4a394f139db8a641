package app.nero.functions.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.http.InMemoryIdempotencyKeys;
import app.nero.payment.InMemoryPayments;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentGateways;
import app.nero.payment.PaymentProvider;
import app.nero.payment.ScriptedGateway;
import app.nero.payment.SomePayments;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentsSweeperTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final PaymentsSweeper sweeper = new PaymentsSweeper(
            new Ports(payments, new InMemoryStarsLedger(), new InMemoryUsers(), new InMemoryIdempotencyKeys(),
                    new PaymentGateways(List.of(gateway)), Optional.empty()),
            Some.wiring(clock));

    @Test
    void countsPaymentsThatFailedAndThoseThatWaitForTheirGoods() {
        dueAtOnce();
        payments.markPaid(dueAtOnce().id(), clock.instant().minus(Duration.ofMinutes(16)), clock.instant());
        gateway.fail(true);

        String printed = run();

        assertTrue(printed.contains("\"PaymentsSweepFailed\":2"), printed);
        assertTrue(printed.contains("\"PaymentsNotGranted\":1"), printed);
    }

    @Test
    void printsNothingIfNothingIsDue() {
        assertEquals("", run());
    }

    /** A payment that is open at its provider. */
    private Payment dueAtOnce() {
        Payment payment = SomePayments.pack(PaymentProvider.STRIPE, new Money(299, "USD"));
        payments.add(payment);
        return payments.open(payment.id(), gateway.open(payment, URI.create("https://nero.example")), clock.instant())
                .orElseThrow();
    }

    private String run() {
        return Output.of(() -> sweeper.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                new TestContext()));
    }
}
