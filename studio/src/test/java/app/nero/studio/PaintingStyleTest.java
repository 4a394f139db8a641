package app.nero.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which painting style a prompt asks for. */
class PaintingStyleTest {

    @ParameterizedTest
    @CsvSource({"a portrait by van Gogh, STARRY_STROKES", "in Blue Charcoal, BLUE_CHARCOAL", "موج دریا, SEA_WOODBLOCK",
            "در مه‌آلود, LAVENDER_MIST", "a GOLDEN hour, GOLDEN_AFTERNOON"})
    void isAskedForByItsTitleOrAWord(String prompt, PaintingStyle expected) {
        assertEquals(Optional.of(expected), PaintingStyle.askedForIn(prompt));
    }

    @Test
    void isNotAskedForByAPartOfAWord() {
        assertEquals(Optional.empty(), PaintingStyle.askedForIn("scored in a colored nose"));
    }

    @ParameterizedTest
    @EnumSource(PaintingStyle.class)
    void isFoundByItsTitle(PaintingStyle style) {
        assertEquals(Optional.of(style), PaintingStyle.titled(style.title().toUpperCase(Locale.ROOT)));
        assertEquals(Optional.of(style), PaintingStyle.askedForIn("my portrait, " + style.title()));
    }

    @Test
    void hasAnIndexOfItsOwn() {
        assertEquals(PaintingStyle.values().length,
                IntStream.range(0, PaintingStyle.values().length).map(i -> PaintingStyle.values()[i].index()).distinct()
                        .count());
    }

    @Test
    void isChosenByTheSeedOtherwise() {
        assertEquals(PaintingStyle.values().length,
                IntStream.range(-50, 50).mapToObj(PaintingStyle::ofSeed).distinct().count());
    }
}
