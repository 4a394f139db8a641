package app.nero.http;

import java.time.Duration;

/**
 * A value of a CloudWatch metric.
 *
 * @param unit a unit of CloudWatch, such as {@code Count}
 */
public record Metric(String name, String unit, long value) {

    /** One occurrence of what the metric counts. */
    public static Metric count(String name) {
        return count(name, 1);
    }

    public static Metric count(String name, int count) {
        return new Metric(name, "Count", count);
    }

    public static Metric millis(String name, Duration duration) {
        return new Metric(name, "Milliseconds", duration.toMillis());
    }
}
