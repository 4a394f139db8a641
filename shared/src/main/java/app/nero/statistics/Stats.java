package app.nero.statistics;

import java.util.List;

/**
 * How Nero is used.
 *
 * @param users all accounts
 * @param days today and the days before it, today first
 */
public record Stats(long users, long templates, long likes, List<Day> days) {

    public Stats {
        days = List.copyOf(days);
    }
}
