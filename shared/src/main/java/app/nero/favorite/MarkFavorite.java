package app.nero.favorite;

import app.nero.kernel.Id;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.template.TrendingScore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Adds or removes a favorite. It is counted before it is added and uncounted after it is removed, so a count is never too low.
 * {@link RecountLikes} repairs what a crash in between leaves.
 */
public final class MarkFavorite {

    public enum Mode {
        SET, UNSET, TOGGLE
    }

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

    public Result mark(Id userId, Id templateId, Mode wish) {
        while (true) {
            Optional<Result> done = wish == Mode.SET ? keep(userId, templateId) : end(userId, templateId);
            if (done.isPresent()) {
                return done.get();
            }
            if (wish == Mode.UNSET) {
                return marked(false, likeCount(templateId));
            }
            done = begin(userId, templateId);
            if (done.isPresent()) {
                return done.get();
            }
            // Another request of the same person came in between: this one follows it.
        }
    }

    /** Empty where it is none yet. */
    private Optional<Result> keep(Id userId, Id templateId) {
        if (!favorites.among(userId, List.of(templateId)).contains(templateId)) {
            return Optional.empty();
        }
        OptionalInt likeCount = likeCount(templateId);
        if (likeCount.isEmpty()) {
            favorites.remove(userId, templateId);
        }
        return Optional.of(marked(true, likeCount));
    }

    /** Empty where there was none. */
    private Optional<Result> end(Id userId, Id templateId) {
        return favorites.remove(userId, templateId)
                .map(gone -> marked(false, templates.unlike(templateId, TrendingScore.ofLike(gone.createdAt()))));
    }

    /** Empty where it is one already. */
    private Optional<Result> begin(Id userId, Id templateId) {
        Instant now = clock.instant();
        double score = TrendingScore.ofLike(now);
        OptionalInt likeCount = templates.like(templateId, score);
        if (likeCount.isPresent()
                && !favorites.add(new Favorite(Id.random(random, now), userId, templateId, now))) {
            templates.unlike(templateId, score);
            return Optional.empty();
        }
        return Optional.of(marked(true, likeCount));
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
