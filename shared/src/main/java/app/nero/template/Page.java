package app.nero.template;

import java.util.Optional;

/**
 * A part of an ordered list.
 *
 * @param after where it begins behind; empty is the list's beginning
 * @param skip how many are left out before it
 * @param size how many it is long at most
 */
public record Page(Optional<Position> after, int skip, int size) {}
