package app.nero.application;

import app.nero.domain.Id;
import app.nero.domain.template.Favorite;
import app.nero.domain.template.Favorites;
import app.nero.domain.template.Template;
import app.nero.domain.template.Templates;
import app.nero.domain.template.TrendingScore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes a template a favourite of a person's, or no more. The count of likes moves only when a favourite really came or
 * went; what a crash between the two leaves behind, {@link RecountLikes} sets right.
 */
public final class MarkFavorite {

    /** What the person wants. */
    public enum Wish {
        SET, UNSET, TOGGLE
    }

    /** What became of the wish. */
    public sealed interface Result {

        record Marked(boolean favorite, int likeCount) implements Result {}

        record NoSuchTemplate() implements Result {}
    }

    private final Templates templates;
    private final Favorites favorites;
    private final SecureRandom random;
    private final Clock clock;

    public MarkFavorite(Templates templates, Favorites favorites, SecureRandom random, Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.random = random;
        this.clock = clock;
    }

    public Result mark(Id userId, Id templateId, Wish wish) {
        while (true) {
            if (wish != Wish.SET) {
                Optional<Favorite> removed = favorites.remove(userId, templateId);
                if (removed.isPresent()) {
                    double score = TrendingScore.ofLike(removed.get().createdAt());
                    return marked(false, templates.unlike(templateId, score));
                }
                if (wish == Wish.UNSET) {
                    return marked(false, likeCount(templateId));
                }
            }
            Instant now = clock.instant();
            if (favorites.add(new Favorite(Id.random(random, now), userId, templateId, now))) {
                return orUndo(userId, templateId, templates.like(templateId, TrendingScore.ofLike(now)));
            }
            if (wish == Wish.SET) {
                return orUndo(userId, templateId, likeCount(templateId));
            }
            // Another toggle of the same person came in between: this one follows it.
        }
    }

    /** A favourite is added before its template is found to be gone, so that a deletion in between cannot miss it. */
    private Result orUndo(Id userId, Id templateId, OptionalInt likeCount) {
        if (likeCount.isEmpty()) {
            favorites.remove(userId, templateId);
        }
        return marked(true, likeCount);
    }

    private OptionalInt likeCount(Id templateId) {
        return templates.find(templateId).map(Template::likeCount).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Result marked(boolean favorite, OptionalInt likeCount) {
        return likeCount.isPresent()
                ? new Result.Marked(favorite, likeCount.getAsInt())
                : new Result.NoSuchTemplate();
    }
}
