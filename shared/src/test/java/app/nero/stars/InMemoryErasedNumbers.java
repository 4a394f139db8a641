package app.nero.stars;

import app.nero.kernel.PhoneNumber;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryErasedNumbers implements ErasedNumbers {

    private final Map<PhoneNumber, Instant> expiries = new ConcurrentHashMap<>();

    @Override
    public void add(PhoneNumber number, Instant expiresAt) {
        expiries.merge(number, expiresAt, (first, second) -> first.isAfter(second) ? first : second);
    }

    @Override
    public boolean contains(PhoneNumber number, Instant now) {
        return expiries.getOrDefault(number, Instant.MIN).isAfter(now);
    }
}
