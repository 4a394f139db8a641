package app.nero.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.audit.Audit;
import app.nero.audit.InMemoryAuditLog;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.generation.Generations;
import app.nero.generation.InMemoryGenerations;
import app.nero.kernel.Id;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.template.DeleteTemplate;
import app.nero.template.InMemoryTemplates;
import app.nero.template.ShowTemplate;
import app.nero.template.Template;
import app.nero.template.TemplateCounts;
import app.nero.template.Templates;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Throttles;
import app.nero.upkeep.Checkpoints;
import app.nero.upkeep.InMemoryCheckpoints;
import app.nero.upkeep.RecountTemplates;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call that a use case makes fails once, in every way. After the recount, all counts must match the favorites. */
class FavoriteFaultsTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final Faults faults = new Faults();
    private final InMemoryTemplates templateRows = new InMemoryTemplates();
    private final InMemoryFavorites favoriteRows = new InMemoryFavorites();
    private final Templates templates = faults.in(Templates.class, templateRows);
    private final Favorites favorites = faults.in(Favorites.class, favoriteRows);
    private final Throttles throttles = faults.in(Throttles.class, new InMemoryThrottles());
    private final MarkFavorite markFavorite = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
    private final RecountTemplates recountTemplates = new RecountTemplates(templates, favorites,
            faults.in(Generations.class, new InMemoryGenerations()),
            faults.in(Checkpoints.class, new InMemoryCheckpoints()), clock);
    private final Id sara = Some.id();

    private Id template;

    static Stream<Arguments> modesAndKinds() {
        return Arrays.stream(Mode.values())
                .flatMap(mode -> Arrays.stream(Faults.Kind.values()).map(kind -> Arguments.of(mode, kind)));
    }

    @ParameterizedTest
    @MethodSource("modesAndKinds")
    void countsCorrectlyAfterAFailureToMark(Mode mode, Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> markFavorite.mark(sara, template, mode));
        atEachStep(kind, () -> markFavorite.mark(sara, template, Mode.SET),
                () -> markFavorite.mark(sara, template, mode));
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void marksAFavoriteWhenRetriedAfterAFailure(Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> {
            faults.attempt(() -> markFavorite.mark(sara, template, Mode.SET));
            markFavorite.mark(sara, template, Mode.SET);
            assertTrue(favoriteRows.among(sara, List.of(template)).contains(template));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void countsCorrectlyAfterAFailingRecount(Faults.Kind kind) {
        atEachStep(kind, () -> {
            markFavorite.mark(Some.id(), template, Mode.SET);
            templateRows.like(template, 1);
            recountTemplates.recount();
            clock.advance(Duration.ofHours(1));
        }, recountTemplates::recount);
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void leavesNoFavoritesAfterAFailureToDeleteATemplate(Faults.Kind kind) {
        Audit audit = new Audit(new InMemoryAuditLog(), clock, new SecureRandom());
        DeleteTemplate deleteTemplate = new DeleteTemplate(templates, favorites, new InMemoryUploads(),
                new InMemoryImageStore(), audit, clock);

        atEachStep(kind, () -> markFavorite.mark(sara, template, Mode.SET),
                () -> deleteTemplate.delete(sara, template));
    }

    @ParameterizedTest
    @EnumSource(value = Faults.Kind.class, names = {"BEFORE", "AFTER"})
    void neverCountsAViewTwiceAfterAFailure(Faults.Kind kind) {
        ShowTemplate showTemplate = new ShowTemplate(templates, favorites, throttles, clock);

        atEachStep(kind, () -> {}, () -> {
            faults.attempt(() -> showTemplate.show(template, Optional.of(sara), "192.0.2.1"));
            showTemplate.show(template, Optional.of(sara), "192.0.2.1");
            assertTrue(templateRows.find(template).orElseThrow().viewCount() <= 1);
        });
    }

    private void atEachStep(Faults.Kind kind, Runnable before, Runnable work) {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            Template fresh = aTemplate().build();
            template = fresh.id();
            templateRows.add(fresh);
            before.run();
            faults.at(step, kind);
            faults.attempt(work);
            failed = faults.end();
            assertTrue(step > 1 || failed, "the work makes no calls");
            assertSettled("step " + step);
        }
    }

    /** The first run records a mismatch, and the second corrects it. */
    private void assertSettled(String when) {
        for (int run = 0; run < 2; run++) {
            recountTemplates.recount();
            clock.advance(Duration.ofHours(1));
        }
        Map<Id, Integer> likes = favoriteRows.countByTemplate(Id.NOBODY, Optional.empty());
        for (TemplateCounts counts : templateRows.counts(Id.NOBODY, Integer.MAX_VALUE)) {
            assertEquals(likes.getOrDefault(counts.templateId(), 0), counts.likes(), when);
        }
        likes.keySet().forEach(liked -> assertTrue(templateRows.find(liked).isPresent(), when));
    }
}
