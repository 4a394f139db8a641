package app.nero.stars;

import app.nero.kernel.Paging;

/**
 * A page of a user's movements, newest first.
 *
 * @param balance the current number of stars
 * @param owed stars that the next grants pay first
 */
public record StarsPage(int balance, int owed, Paging.Page<StarsEntry> page) {}
