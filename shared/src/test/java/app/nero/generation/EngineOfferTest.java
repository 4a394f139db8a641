package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineOfferTest {

    private static final AspectRatio WIDE = AspectRatio.values()[0];
    private static final AspectRatio OTHER = AspectRatio.values()[1];
    private static final EngineOffer OFFER = offer("first", PromptAlone.REFUSES, true);

    @Test
    void takesAsMuchAsItOffers() {
        EngineNeeds most = new EngineNeeds(GenerationType.GENERATE, ImageSize.SIZE_1K, Optional.of(WIDE), 3, 2, false);

        assertEquals(Optional.empty(), OFFER.violation(most));
        assertTrue(OFFER.fits(most));
    }

    static Stream<Arguments> tooMuch() {
        GenerationType type = GenerationType.GENERATE;
        ImageSize size = ImageSize.SIZE_1K;
        return Stream.of(
                Arguments.of("type", new EngineNeeds(GenerationType.UPSCALE, size, Optional.empty(), 1, 0, false)),
                Arguments.of("size", new EngineNeeds(type, ImageSize.SIZE_2K, Optional.empty(), 1, 0, false)),
                Arguments.of("aspectRatio", new EngineNeeds(type, size, Optional.of(OTHER), 1, 0, false)),
                Arguments.of("sources", new EngineNeeds(type, size, Optional.empty(), 4, 0, false)),
                Arguments.of("characterIds", new EngineNeeds(type, size, Optional.empty(), 0, 3, false)),
                Arguments.of("sources", new EngineNeeds(type, size, Optional.empty(), 0, 0, false)));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void namesTheFieldThatItCannotDo(String field, EngineNeeds needs) {
        assertEquals(field, OFFER.violation(needs).orElseThrow().field());
        assertFalse(OFFER.fits(needs));
    }

    @Test
    void worksOnAnyKindOfImage() {
        for (EngineNeeds withImage : Arrays.asList(needs(1, 0, false), needs(0, 1, false), needs(0, 0, true))) {
            assertTrue(OFFER.fits(withImage));
            assertFalse(offer("x", PromptAlone.RESTYLES_SAMPLE, true).restylesSample(withImage));
        }
    }

    @Test
    void restylesASampleOnlyWithoutAnImage() {
        EngineNeeds words = needs(0, 0, false);

        assertTrue(offer("x", PromptAlone.RESTYLES_SAMPLE, true).restylesSample(words));
        assertTrue(offer("x", PromptAlone.RESTYLES_SAMPLE, true).fits(words));
        assertTrue(offer("x", PromptAlone.GENERATES, true).fits(words));
        assertFalse(offer("x", PromptAlone.GENERATES, true).restylesSample(words));
    }

    @Test
    void addsWhatItsFallbackCanDo() {
        EngineOffer fallback = new EngineOffer("second", EngineTier.PRO, "Second", EnumSet.of(GenerationType.UPSCALE),
                EnumSet.of(ImageSize.SIZE_2K), Set.of(OTHER), 5, 1, PromptAlone.GENERATES, false,
                Duration.ofMinutes(1));

        EngineOffer both = OFFER.with(fallback);

        assertEquals(new EngineOffer("first", OFFER.tier(), OFFER.name(),
                EnumSet.of(GenerationType.GENERATE, GenerationType.UPSCALE),
                EnumSet.of(ImageSize.SIZE_1K, ImageSize.SIZE_2K), Set.of(WIDE, OTHER), 5, 2, PromptAlone.GENERATES,
                false, OFFER.eta()), both);
        assertTrue(OFFER.with(offer("second", PromptAlone.REFUSES, true)).local());
        assertFalse(fallback.with(OFFER).local());
    }

    private static EngineNeeds needs(int sources, int characters, boolean hasOtherImage) {
        return new EngineNeeds(GenerationType.GENERATE, ImageSize.SIZE_1K, Optional.empty(), sources, characters,
                hasOtherImage);
    }

    private static EngineOffer offer(String id, PromptAlone promptAlone, boolean local) {
        return new EngineOffer(id, EngineTier.STANDARD, "Test", EnumSet.of(GenerationType.GENERATE),
                EnumSet.of(ImageSize.SIZE_1K), Set.of(WIDE), 3, 2, promptAlone, local, Duration.ofSeconds(3));
    }
}
