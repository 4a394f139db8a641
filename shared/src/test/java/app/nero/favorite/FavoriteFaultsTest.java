package app.nero.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.MarkFavorite.Mode;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.template.InMemoryTemplates;
import app.nero.template.LikeCount;
import app.nero.template.RemoveTemplate;
import app.nero.template.ShowTemplate;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Throttles;
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

/** Every call that a use case makes fails once, in every way: behind the recount each count is that of its favourites. */
class FavoriteFaultsTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final Faults faults = new Faults();
    private final InMemoryTemplates rows = new InMemoryTemplates();
    private final InMemoryFavorites kept = new InMemoryFavorites();
    private final Templates templates = faults.in(Templates.class, rows);
    private final Favorites favorites = faults.in(Favorites.class, kept);
    private final Throttles throttles = faults.in(Throttles.class, new InMemoryThrottles());
    private final MarkFavorite markFavorite = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
    private final RecountLikes recountLikes = new RecountLikes(templates, favorites, clock);
    private final Id sara = Some.id();

    private Id template;

    static Stream<Arguments> wishesAndKinds() {
        return Arrays.stream(Mode.values())
                .flatMap(wish -> Arrays.stream(Faults.Kind.values()).map(kind -> Arguments.of(wish, kind)));
    }

    @ParameterizedTest
    @MethodSource("wishesAndKinds")
    void countsRightWhereATemplateIsLikedOrNoMore(Mode wish, Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> markFavorite.mark(sara, template, wish));
        atEachStep(kind, () -> markFavorite.mark(sara, template, Mode.SET),
                () -> markFavorite.mark(sara, template, wish));
    }

    /** Whoever asks again after a failure gets what they wished. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void holdsAWishThatIsRepeatedAfterAFailure(Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> {
            attempt(() -> markFavorite.mark(sara, template, Mode.SET));
            markFavorite.mark(sara, template, Mode.SET);
            assertTrue(kept.among(sara, List.of(template)).contains(template));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void countsRightWhereTheRecountItselfIsCutOff(Faults.Kind kind) {
        atEachStep(kind, () -> {
            markFavorite.mark(Some.id(), template, Mode.SET);
            rows.like(template, 1);
            recountLikes.recount();
            clock.advance(Duration.ofHours(1));
        }, recountLikes::recount);
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void leavesNoFavouriteOfATemplateWhoseRemovalIsCutOff(Faults.Kind kind) {
        RemoveTemplate removeTemplate = new RemoveTemplate(templates, favorites);

        atEachStep(kind, () -> markFavorite.mark(sara, template, Mode.SET), () -> removeTemplate.remove(template));
    }

    @ParameterizedTest
    @EnumSource(value = Faults.Kind.class, names = {"BEFORE", "AFTER"})
    void countsNoViewTwiceWhereOneFails(Faults.Kind kind) {
        ShowTemplate showTemplate = new ShowTemplate(templates, favorites, throttles, clock);

        atEachStep(kind, () -> {}, () -> {
            attempt(() -> showTemplate.show(template, Optional.of(sara), "192.0.2.1"));
            showTemplate.show(template, Optional.of(sara), "192.0.2.1");
            assertTrue(rows.find(template).orElseThrow().viewCount() <= 1);
        });
    }

    private void atEachStep(Faults.Kind kind, Runnable before, Runnable work) {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            Template fresh = aTemplate().build();
            template = fresh.id();
            rows.add(fresh);
            before.run();
            faults.at(step, kind);
            attempt(work);
            failed = faults.end();
            assertTrue(step > 1 || failed, "the work calls nobody");
            assertSettled("step " + step);
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (UnavailableException | Faults.Crash _) {
            // What is left of it is the test's to see.
        }
    }

    /** A difference is noted by one run, and set right by a later one. */
    private void assertSettled(String when) {
        for (int run = 0; run < 2; run++) {
            recountLikes.recount();
            clock.advance(Duration.ofHours(1));
        }
        Map<Id, Integer> likes = kept.countByTemplate(Optional.empty(), Optional.empty());
        for (LikeCount count : rows.likeCounts(Optional.empty(), Integer.MAX_VALUE)) {
            assertEquals(likes.getOrDefault(count.templateId(), 0), count.count(), when);
        }
        likes.keySet().forEach(liked -> assertTrue(rows.find(liked).isPresent(), when));
    }
}
