package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankTrendingTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final RankTrending rankTrending = new RankTrending(templates, clock);

    @Test
    void marksTheFiftyMostViewedTemplates() {
        List<Template> all = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            all.add(add(aTemplate()));
            for (int view = 0; view < i; view++) {
                view(all.getLast().id());
            }
        }

        assertEquals(50, rankTrending.rank());

        assertTrue(all.subList(10, 60).stream().allMatch(this::isTrending));
        assertTrue(all.subList(0, 10).stream().noneMatch(this::isTrending));
    }

    @Test
    void prefersRecentViews() {
        Template old = add(aTemplate());
        Template fresh = add(aTemplate());
        List.of(1, 2, 3).forEach(_ -> view(old.id()));
        clock.advance(Duration.ofDays(6));
        view(fresh.id());

        rankTrending.rank();

        assertTrue(isTrending(fresh));
        assertFalse(isTrending(old));
    }

    @Test
    void countsALikeAsFourViews() {
        Template liked = add(aTemplate());
        Template viewed = add(aTemplate());
        templates.like(liked.id(), TrendingScore.ofLike(clock.instant()));
        List.of(1, 2, 3).forEach(_ -> view(viewed.id()));
        clock.advance(Duration.ofDays(5));

        rankTrending.rank();

        assertTrue(isTrending(liked));
        assertFalse(isTrending(viewed));
    }

    @Test
    void keepsPinnedTemplatesTrending() {
        Template pinned = add(aTemplate().pinned());
        Template outdated = add(aTemplate().trending());

        assertEquals(0, rankTrending.rank());

        assertTrue(isTrending(pinned));
        assertFalse(isTrending(outdated));
    }

    private Template add(TemplateBuilder builder) {
        Template template = builder.build();
        templates.add(template);
        return template;
    }

    private void view(Id id) {
        templates.view(id, TrendingScore.ofView(clock.instant()));
    }

    private boolean isTrending(Template template) {
        return templates.find(template.id()).orElseThrow().trending();
    }
}
