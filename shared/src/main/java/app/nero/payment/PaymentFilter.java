package app.nero.payment;

import app.nero.kernel.Id;
import java.util.Optional;

/** Which payments an operator looks for. Empty fields match all. */
public record PaymentFilter(Optional<Id> userId, Optional<PaymentStatus> status, Optional<PaymentProvider> provider,
        Optional<String> providerRef) {}
