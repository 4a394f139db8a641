package app.nero.generation;

import java.time.Duration;

/**
 * What a generation would cost.
 *
 * @param stars the price
 * @param balance the stars that the user has
 * @param eta how long the engine usually takes
 * @param restylesSample whether the engine restyles a sample, because there is no image and it cannot make one from words
 */
public record Quote(int stars, int balance, Duration eta, boolean restylesSample, int priceVersion) {

    public boolean isAffordable() {
        return stars <= balance;
    }
}
