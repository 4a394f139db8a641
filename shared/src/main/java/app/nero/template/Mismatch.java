package app.nero.template;

import java.time.Instant;

/**
 * That a count of likes differs from the likes. It may be a like that is just being counted: only where the same is seen
 * again later, the count is wrong.
 *
 * @param changes of the count when it was seen
 * @param likes that there were
 * @param at when it was seen first
 */
public record Mismatch(long changes, int likes, Instant at) {

    /** Whether nothing moved since. */
    public boolean isOf(LikeCount count, int likesNow) {
        return changes == count.changes() && likes == likesNow;
    }
}
