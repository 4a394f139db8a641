package app.nero.template;

import app.nero.kernel.Id;
import java.util.Optional;

/**
 * The stored like count of a template, which may differ from the number of its favorites after a crash.
 *
 * @param changes how often the count was changed, to detect changes that leave it equal
 * @param mismatch the difference that was recorded last, if any
 */
public record LikeCount(Id templateId, int count, long changes, Optional<Mismatch> mismatch) {}
