package app.nero.template;

import java.util.Optional;

/**
 * A page of an ordered list.
 *
 * @param after the position before the page; empty for the start of the list
 * @param skip how many elements to skip after that
 * @param size maximum number of elements
 */
public record Page(Optional<Position> after, int skip, int size) {}
