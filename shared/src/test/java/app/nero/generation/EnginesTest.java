package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.template.Prompt;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chooses among the engines of a tier, and offers what they can do together. */
class EnginesTest {

    private static final EngineOffer SMALL = offer("small", EngineTier.STANDARD, EnumSet.allOf(GenerationType.class),
            EnumSet.of(ImageSize.SIZE_1K), 5, PromptAlone.RESTYLES_SAMPLE);
    private static final EngineOffer LARGE = offer("large", EngineTier.STANDARD, EnumSet.of(GenerationType.GENERATE),
            EnumSet.allOf(ImageSize.class), 1, PromptAlone.REFUSES);
    private static final EngineOffer PRO = offer("pro", EngineTier.PRO, EnumSet.of(GenerationType.GENERATE),
            EnumSet.allOf(ImageSize.class), 1, PromptAlone.REFUSES);

    private static final EngineOffer CLOUD = new EngineOffer("cloud", EngineTier.STANDARD, "Cloud", SMALL.types(),
            SMALL.sizes(), SMALL.aspectRatios(), 1, 1, PromptAlone.GENERATES, false, SMALL.eta());

    private final Engines engines = new Engines(List.of(engine(SMALL), engine(PRO), engine(LARGE)));

    @Test
    void prefersTheFirstEngineOfATierAndTakesTurns() {
        Recipe small = recipe(EngineTier.STANDARD, ImageSize.SIZE_1K);

        assertEquals(Optional.of("small"), chosen(small, 1));
        assertEquals(Optional.of("large"), chosen(small, 2));
        assertEquals(Optional.of("small"), chosen(small, 3));
        assertEquals(Optional.of("pro"), chosen(recipe(EngineTier.PRO, ImageSize.SIZE_1K), 2));
    }

    @Test
    void takesTurnsAmongThree() {
        Engines three = new Engines(List.of(engine(SMALL), engine(LARGE), engine(CLOUD)));
        Recipe small = recipe(EngineTier.STANDARD, ImageSize.SIZE_1K);

        assertEquals(List.of("small", "large", "cloud", "small"), IntStream.rangeClosed(1, 4)
                .mapToObj(attempt -> three.choose(small, attempt, Set.of()).orElseThrow().offer().id()).toList());
    }

    @Test
    void skipsEnginesThatCannotDoIt() {
        Recipe large = recipe(EngineTier.STANDARD, ImageSize.SIZE_4K);

        assertEquals(Optional.of("large"), chosen(large, 1));
        assertEquals(Optional.of("large"), chosen(large, 2));
        assertEquals(Optional.empty(), new Engines(List.of(engine(SMALL))).choose(large, 1, Set.of()));
    }

    @Test
    void skipsEnginesThatAreOff() {
        Recipe small = recipe(EngineTier.STANDARD, ImageSize.SIZE_1K);

        assertEquals("large", engines.choose(small, 1, Set.of("small", "pro")).orElseThrow().offer().id());
        assertEquals(Optional.empty(), engines.choose(small, 1, Set.of("small", "large")));
        assertEquals(List.of(PRO), engines.offers().without(Set.of("small", "large")).inOrder());
    }

    @Test
    void offersWhatTheEnginesOfATierCanDoTogether() {
        EngineOffer standard = engines.offers().find(EngineTier.STANDARD).orElseThrow();

        assertEquals("small", standard.id());
        assertEquals(Set.of(GenerationType.values()), standard.types());
        assertEquals(Set.of(ImageSize.values()), standard.sizes());
        assertEquals(5, standard.maxSources());
        assertTrue(standard.local());
        assertEquals(PRO, engines.offers().find(EngineTier.PRO).orElseThrow());
    }

    @Test
    void callsATierLocalOnlyIfNoProviderSeesTheImages() {
        assertFalse(new EngineOffers(List.of(SMALL, CLOUD)).find(EngineTier.STANDARD).orElseThrow().local());
        assertTrue(new EngineOffers(List.of(SMALL, LARGE)).find(EngineTier.STANDARD).orElseThrow().local());
    }

    @Test
    void restylesASampleOnlyIfNoEngineMakesImagesFromWords() {
        Recipe words = promptAlone();
        Engines both = new Engines(List.of(engine(SMALL), engine(CLOUD)));

        assertEquals("cloud", both.choose(words, 1, Set.of()).orElseThrow().offer().id());
        assertEquals("cloud", both.choose(words, 2, Set.of()).orElseThrow().offer().id());
        assertEquals(Optional.empty(), both.choose(words, 1, Set.of("cloud")));
        assertEquals("small", engines.choose(words, 2, Set.of()).orElseThrow().offer().id());
        assertEquals(PromptAlone.GENERATES,
                both.offers().find(EngineTier.STANDARD).orElseThrow().promptAlone());
    }

    private Optional<String> chosen(Recipe recipe, int attempt) {
        return engines.choose(recipe, attempt, Set.of()).map(engine -> engine.offer().id());
    }

    private static Recipe promptAlone() {
        return recipe(EngineTier.STANDARD, ImageSize.SIZE_1K, Optional.empty());
    }

    private static Recipe recipe(EngineTier tier, ImageSize size) {
        return recipe(tier, size, Optional.of(Some.id()));
    }

    private static Recipe recipe(EngineTier tier, ImageSize size, Optional<Id> templateId) {
        return new Recipe(GenerationType.GENERATE, Optional.of(new Prompt("dusk")), templateId, Optional.empty(),
                Some.id(), List.of(), List.of(), Optional.empty(),
                new ImageOptions(Optional.empty(), size, Optional.empty(), 1, 0.8, true, tier, 1));
    }

    private static EngineOffer offer(String id, EngineTier tier, Set<GenerationType> types, Set<ImageSize> sizes,
            int maxSources, PromptAlone promptAlone) {
        return new EngineOffer(id, tier, id, types, sizes, EnumSet.allOf(AspectRatio.class), maxSources, 2, promptAlone,
                true, Duration.ofSeconds(3));
    }

    private static ImageEngine engine(EngineOffer offer) {
        return new SynchronousEngine() {

            @Override
            public EngineOffer offer() {
                return offer;
            }

            @Override
            public EngineOutcome run(EngineJob job, IntConsumer progress) {
                return ScriptedEngine.IMAGE;
            }
        };
    }
}
