package app.nero.generation;

import java.time.Duration;

/**
 * What a generation would cost.
 *
 * @param stars the price
 * @param balance the stars that the user has
 * @param eta how long the engine usually takes
 */
public record Quote(int stars, int balance, Duration eta, int priceVersion) {

    public boolean isAffordable() {
        return stars <= balance;
    }
}
