package app.nero.template;

import app.nero.kernel.Id;
import java.util.Optional;

/**
 * The stored counts of a template, which may differ from the numbers of its favorites and results after a crash.
 *
 * @param likeChanges how often the like count was changed, to detect changes that leave it equal
 * @param mismatch the difference of the like count that was recorded last, if any
 * @param isRanked whether its place among popular templates is that of these counts
 */
public record TemplateCounts(Id templateId, int likes, long likeChanges, Optional<Mismatch> mismatch, int uses,
        boolean isRanked) {}
