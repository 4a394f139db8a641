package app.nero.upkeep;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.favorite.Favorite;
import app.nero.favorite.InMemoryFavorites;
import app.nero.favorite.MarkFavorite;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.generation.Allowance;
import app.nero.generation.EngineUse;
import app.nero.generation.Generation;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.InMemoryGenerations;
import app.nero.generation.Lease;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.template.CrashingTemplates;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecountTemplatesTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final MarkFavorite crashing = new MarkFavorite(new CrashingTemplates(templates, () -> true), favorites,
            new SecureRandom(), clock);
    private final MarkFavorite working = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
    private final InMemoryGenerations generations = new InMemoryGenerations();
    private final RecountTemplates recountTemplates = new RecountTemplates(templates, favorites, generations,
            new InMemoryCheckpoints(), clock);
    private final Template template = aTemplate().build();

    RecountTemplatesTest() {
        templates.add(template);
    }

    @Test
    void correctsACountThatDiffersForLongerThanARequest() {
        crash();
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        recountTemplates.recount();
        clock.advance(AN_HOUR);

        assertEquals(1, recountTemplates.recount());
        assertEquals(2, likes());
        assertEquals(0, recountTemplates.recount());
    }

    @Test
    void ignoresALikeThatIsBeingAdded() {
        templates.like(template.id(), 1);
        recountTemplates.recount();
        clock.advance(Duration.ofSeconds(30));

        assertEquals(0, recountTemplates.recount());
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        clock.advance(AN_HOUR);
        assertEquals(0, recountTemplates.recount());
        assertEquals(1, likes());
    }

    @Test
    void waitsAgainIfTheCountChanged() {
        crash();
        recountTemplates.recount();
        clock.advance(AN_HOUR);
        Id omid = Some.id();
        working.mark(omid, template.id(), Mode.SET);
        working.mark(omid, template.id(), Mode.UNSET);

        assertEquals(0, recountTemplates.recount());
        clock.advance(AN_HOUR);
        assertEquals(1, recountTemplates.recount());
        assertEquals(0, likes());
    }

    @Test
    void waitsAgainIfTheFavoritesChanged() {
        crash();
        recountTemplates.recount();
        clock.advance(AN_HOUR);
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));
        favorites.add(new Favorite(Some.id(), Some.id(), template.id(), clock.instant()));

        assertEquals(0, recountTemplates.recount());
        assertEquals(1, likes());
    }

    @Test
    void setsTheCountToZeroIfThereAreNoFavorites() {
        Template unliked = aTemplate().likes(3).build();
        templates.add(unliked);

        recountTemplates.recount();
        clock.advance(AN_HOUR);
        recountTemplates.recount();

        assertEquals(0, templates.find(unliked.id()).orElseThrow().likeCount());
    }

    @Test
    void removesFavoritesOfDeletedTemplates() {
        Id sara = Some.id();
        working.mark(sara, template.id(), Mode.SET);
        favorites.add(new Favorite(Some.id(), sara, Some.id(), clock.instant()));

        recountTemplates.recount();

        assertEquals(List.of(template.id()),
                favorites.list(sara, Optional.empty(), 10).stream().map(Favorite::templateId).toList());
    }

    @Test
    void keepsFavoritesOfATemplateThatIsAddedWhileItRuns() {
        Template added = aTemplate().build();
        Favorite favorite = new Favorite(Some.id(), Some.id(), added.id(), clock.instant());
        Templates growing = (Templates) Proxy.newProxyInstance(Templates.class.getClassLoader(),
                new Class<?>[]{Templates.class}, (_, method, arguments) -> {
                    Object result = method.invoke(templates, arguments);
                    if (method.getName().equals("counts")) {
                        templates.add(added);
                        favorites.add(favorite);
                    }
                    return result;
                });

        new RecountTemplates(growing, favorites, generations, new InMemoryCheckpoints(), clock).recount();

        assertEquals(List.of(favorite), favorites.list(favorite.userId(), Optional.empty(), 10));
    }

    @Test
    void recountsMoreTemplatesThanABatch() {
        for (int i = 0; i < 2_500; i++) {
            templates.add(aTemplate().likes(1).build());
        }

        recountTemplates.recount();
        clock.advance(AN_HOUR);

        assertEquals(2_500, recountTemplates.recount());
    }

    @Test
    void setsUsesToTheNumberOfResults() {
        Template used = aTemplate().uses(5).build();
        templates.add(used);
        succeeded(used);
        succeeded(used);
        succeeded(template);

        assertEquals(2, recountTemplates.recount());

        assertEquals(2, templates.find(used.id()).orElseThrow().useCount());
        assertEquals(1, templates.find(template.id()).orElseThrow().useCount());
        assertEquals(0, recountTemplates.recount());
    }

    @Test
    void stopsAfterThreeMinutesAndContinuesThere() {
        for (int i = 0; i < 4_499; i++) {
            templates.add(aTemplate().uses(1).build());
        }
        Templates slow = (Templates) Proxy.newProxyInstance(Templates.class.getClassLoader(),
                new Class<?>[]{Templates.class}, (_, method, arguments) -> {
                    if (method.getName().equals("counts")) {
                        clock.advance(Duration.ofMinutes(1));
                    }
                    return method.invoke(templates, arguments);
                });
        RecountTemplates slowly = new RecountTemplates(slow, favorites, generations, new InMemoryCheckpoints(), clock);

        assertEquals(2_999, slowly.recount());
        assertEquals(1_500, slowly.recount());
        templates.use(template.id(), 0);
        assertEquals(1, slowly.recount());
    }

    private void succeeded(Template made) {
        Generation row = GenerationBuilder.aGeneration().templateId(Optional.of(made.id())).build();
        Lease lease = new Lease(Some.id(), clock.instant());
        generations.draft(row, new Allowance(1, List.of()));
        generations.accept(row.id(), clock.instant(), clock.instant());
        generations.lease(row.id(), lease, clock.instant());
        generations.succeed(row.id(), lease.id(), GenerationBuilder.image(row.userId()),
                "filters", new EngineUse("pencil", OptionalLong.empty()), clock.instant());
    }

    private void crash() {
        assertThrows(UnavailableException.class, () -> crashing.mark(Some.id(), template.id(), Mode.SET));
    }

    private int likes() {
        return templates.find(template.id()).orElseThrow().likeCount();
    }
}
