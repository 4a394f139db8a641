package app.nero.template;

import app.nero.kernel.Id;
import java.time.Clock;
import java.util.List;

/** Marks the templates with the highest scores as trending, in addition to those that editors pinned. */
public final class RankTrending {

    private static final int TOP = 50;

    private final Templates templates;
    private final Clock clock;

    public RankTrending(Templates templates, Clock clock) {
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * Ignores templates whose score is lower than that of a single current view, even if fewer than {@value #TOP}
     * remain.
     *
     * @return how many templates are marked
     */
    public int rank() {
        List<Id> top = templates.topScores(TOP, TrendingScore.ofView(clock.instant()));
        templates.markTrending(top);
        return top.size();
    }
}
