package app.nero.template;

import java.time.Instant;

/**
 * A difference between a template's like count and the number of its favorites. It may be temporary, while a request
 * adds or removes a favorite. If it is still unchanged later, the count is wrong.
 *
 * @param changes {@link TemplateCounts#likeChanges} when the mismatch was found
 * @param likes the number of favorites then
 * @param at when it was first found
 */
public record Mismatch(long changes, int likes, Instant at) {

    /** Whether neither the count nor the favorites have changed since. */
    public boolean isUnchanged(TemplateCounts counts, int likesNow) {
        return changes == counts.likeChanges() && likes == likesNow;
    }
}
