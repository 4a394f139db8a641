package app.nero.template;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.throttle.Limit;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows a template and counts the view, at most once in ten minutes per user, or per IP address for guests. If counting
 * fails, the template is shown anyway.
 */
public final class ShowTemplate {

    private static final Limit ONCE = new Limit(1, Duration.ofMinutes(10));

    private final Templates templates;
    private final FavoriteMarks favorites;
    private final Throttles throttles;
    private final Clock clock;

    public ShowTemplate(Templates templates, FavoriteMarks favorites, Throttles throttles, Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.throttles = throttles;
        this.clock = clock;
    }

    /**
     * @param caller empty for a guest
     * @param source the IP address, used for guests
     */
    public Optional<MarkedTemplate> show(Id id, Optional<Id> caller, String source) {
        Optional<Template> template = countView(id, caller.map(Id::value).orElse(source)).or(() -> templates.find(id));
        return template.map(shown -> new MarkedTemplate(shown,
                caller.filter(userId -> favorites.among(userId, List.of(id)).contains(id)).isPresent()));
    }

    /** Returns the template with the new count; empty if the view was not counted, for any reason. */
    private Optional<Template> countView(Id id, String viewer) {
        Instant now = clock.instant();
        try {
            Tally permit = throttles.take(Throttle.ofEvents("view", viewer + ":" + id, ONCE), now);
            if (!permit.granted()) {
                return Optional.empty();
            }
            Optional<Template> viewed = templates.view(id, TrendingScore.ofView(now));
            if (viewed.isEmpty()) {
                throttles.giveBack(permit);
            }
            return viewed;
        } catch (UnavailableException _) {
            return Optional.empty();
        }
    }
}
