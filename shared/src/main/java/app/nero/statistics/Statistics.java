package app.nero.statistics;

import java.time.LocalDate;

/** Daily counts that do not identify users. */
public interface Statistics {

    void count(Event event, LocalDate day);

    /** Returns estimates of the current totals, and the figures of the given number of days up to today. */
    Stats read(LocalDate today, int days);
}
