package app.nero.statistics;

import java.time.LocalDate;

/**
 * The figures of one day.
 *
 * @param date in UTC
 * @param users accounts that were created that day and still exist
 * @param templates templates that were created that day and still exist
 * @param likes favorites that were added that day and still exist
 */
public record Day(LocalDate date, long users, long signIns, long codesSent, long templates, long likes) {}
