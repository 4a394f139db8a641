package app.nero.template;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.time.Instant;

/**
 * A picture and the prompt that makes pictures like it.
 *
 * @param imageUrl where anybody can see it
 * @param trending whether an editor pinned it, or it is among those of {@link Templates#markTrending}
 * @param trendingScore on the scale of {@link TrendingScore}
 */
public record Template(Id id, String imageUrl, PublicId publicId, TemplateContent content, boolean trending,
        double trendingScore, int viewCount, int likeCount, Instant createdAt, Instant updatedAt) {

    /** One that nobody has seen yet. */
    public static Template first(Id id, String imageUrl, PublicId publicId, TemplateContent content, Instant now) {
        return new Template(id, imageUrl, publicId, content, content.pinned(), 0, 0, 0, now, now);
    }
}
