package app.nero.template;

import app.nero.kernel.Id;
import java.util.Optional;

/**
 * A template's count of likes as it is kept beside the likes themselves.
 *
 * @param changes how often it was changed, so that two equal counts are known to be the same
 * @param doubt what was noted when it was last found to differ
 */
public record LikeCount(Id templateId, int count, long changes, Optional<Mismatch> doubt) {}
