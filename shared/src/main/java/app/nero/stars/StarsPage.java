package app.nero.stars;

import java.util.List;
import java.util.Optional;

/**
 * A page of a user's movements, newest first.
 *
 * @param balance the current number of stars
 * @param owed stars that the next grants pay first
 * @param nextCursor starts the next page; empty on the last page
 */
public record StarsPage(int balance, int owed, List<StarsEntry> entries, Optional<String> nextCursor) {

    public StarsPage {
        entries = List.copyOf(entries);
    }
}
