package app.nero.statistics;

import java.time.LocalDate;

/**
 * What happened on one day.
 *
 * @param date in UTC
 * @param users accounts made that day that are still there
 * @param templates templates made that day that are still there
 * @param likes favourites set that day that are still set
 */
public record Day(LocalDate date, long users, long signIns, long codesSent, long templates, long likes) {}
