package app.nero.statistics;

import java.time.LocalDate;

/** Counts by day, of nobody in particular. */
public interface Statistics {

    /** Counts one event. */
    void count(Event event, LocalDate day);

    /** The counts of now, and of some days up to today. */
    Stats read(LocalDate today, int days);
}
