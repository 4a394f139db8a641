package app.nero.template;

import app.nero.kernel.Id;
import java.time.Clock;
import java.util.List;

/** Marks the templates that people liked and looked at most lately as trending, beside those that editors pinned. */
public final class RankTrending {

    private static final int TOP = 50;

    private final Templates templates;
    private final Clock clock;

    public RankTrending(Templates templates, Clock clock) {
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * Whoever sank below what a single view just now is worth is not trending, even if few others are.
     *
     * @return how many are marked
     */
    public int rank() {
        List<Id> top = templates.topScores(TOP, TrendingScore.ofView(clock.instant()));
        templates.markTrending(top);
        return top.size();
    }
}
