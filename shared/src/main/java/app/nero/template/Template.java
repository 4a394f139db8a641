package app.nero.template;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.time.Instant;

/**
 * A picture and the prompt to generate pictures like it.
 *
 * @param imageUrl the picture's public address
 * @param trending whether an editor pinned it or {@link Templates#markTrending} marked it
 * @param trendingScore see {@link TrendingScore}
 * @param useCount the number of results that were made with it
 */
public record Template(Id id, String imageUrl, PublicId publicId, TemplateContent content, boolean trending,
        double trendingScore, int viewCount, int likeCount, int useCount, Instant createdAt, Instant updatedAt) {

    /** A new template without views, likes or uses. */
    public static Template first(Id id, String imageUrl, PublicId publicId, TemplateContent content, Instant now) {
        return new Template(id, imageUrl, publicId, content, content.pinned(), 0, 0, 0, 0, now, now);
    }

    public int popularity() {
        return Popularity.of(likeCount, useCount);
    }
}
