package app.nero.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Paging;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListPaymentsTest {

    private final PaymentWorld world = new PaymentWorld();
    private final ListPayments listPayments = new ListPayments(world.payments, Some.cursorSigning());

    @Test
    void listsTheNewestFirstByPageAndOnlyForTheBuyer() {
        Payment oldest = world.open(PaymentWorld.PACK);
        world.clock.advance(Duration.ofSeconds(1));
        Payment newest = world.open(PaymentWorld.PACK);

        Paging.Page<Payment> first = listPayments.list(world.buyer.id(), Optional.empty(), 1).orElseThrow();
        Paging.Page<Payment> last = listPayments.list(world.buyer.id(), first.nextCursor(), 1).orElseThrow();

        assertEquals(List.of(newest), first.items());
        assertEquals(new Paging.Page<>(List.of(oldest), Optional.empty()), last);
        assertEquals(Optional.empty(), listPayments.list(Some.id(), first.nextCursor(), 1));
    }
}
