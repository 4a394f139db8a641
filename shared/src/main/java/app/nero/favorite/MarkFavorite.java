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
 * Adds or removes a favorite. The template's count goes up before the favorite is added and down after it is removed,
 * so the count is never too low. A recount corrects the count after a crash in between.
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

    public Result mark(Id userId, Id templateId, Mode mode) {
        while (true) {
            Optional<Result> done = mode == Mode.SET ? keep(userId, templateId) : remove(userId, templateId);
            if (done.isPresent()) {
                return done.get();
            }
            if (mode == Mode.UNSET) {
                return marked(false, likeCount(templateId));
            }
            done = add(userId, templateId);
            if (done.isPresent()) {
                return done.get();
            }
            // A concurrent request of the same user added the favorite in between. Start again.
        }
    }

    /** Empty if the template is not a favorite. */
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

    /** Empty if the template is not a favorite. */
    private Optional<Result> remove(Id userId, Id templateId) {
        return favorites.remove(userId, templateId)
                .map(removed -> marked(false, templates.unlike(templateId, TrendingScore.ofLike(removed.createdAt()))));
    }

    /** Empty if the template already is a favorite. */
    private Optional<Result> add(Id userId, Id templateId) {
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
        return templates.find(templateId).stream().mapToInt(Template::likeCount).findFirst();
    }

    private static Result marked(boolean favorite, OptionalInt likeCount) {
        return likeCount.isPresent()
                ? new Result.Marked(favorite, likeCount.getAsInt())
                : new Result.NoSuchTemplate();
    }
}
