package app.nero.statistics;

import java.util.List;

/**
 * Usage figures.
 *
 * @param users the number of accounts
 * @param days today and the days before it, today first
 */
public record Stats(long users, long templates, long likes, List<Day> days) {

    public Stats {
        days = List.copyOf(days);
    }
}
