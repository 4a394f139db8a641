package app.nero.studio;

import app.nero.generation.filter.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The styles of the painting network that suit people, with the words of a prompt that ask for each, in English and Persian. The
 * network has no names for its styles; these are Nero's. Five of its 26 styles destroy faces and are not in the list.
 */
public enum PaintingStyle {

    /** Warm, soft strokes on pale blue. */
    SUNLIT_CANVAS(0, "impressionist, impressionism, sunny, sunlit, monet, امپرسیونیست, آفتابی"),

    /** Ink lines with pale skin tones. */
    INK_AND_PEACH(2, "storybook, illustration, illustrated, children's book, تصویرسازی, کتاب کودک"),

    /** Gold and blue with the weave of canvas. */
    GOLDEN_AFTERNOON(4, "golden, gold, autumn, sunset, warm light, طلایی, پاییز, غروب"),

    /** Quick strokes of orange and violet. */
    WILD_STROKES(5, "fauvism, fauvist, expressionist, expressionism, wild, اکسپرسیونیسم, پرشور"),

    /** Flat blue, red and yellow. */
    PRIMARY_COLOURS(7, "primary colours, primary colors, bauhaus, mondrian, باوهاوس, رنگ‌های اصلی"),

    /** Magenta and turquoise lines on white. */
    COLOURED_PENCIL(8, "coloured pencil, colored pencil, pencil crayon, مداد رنگی, مدادرنگی"),

    /** Brown and copper. */
    TERRACOTTA(10, "terracotta, clay, copper, bronze, سفال, مسی, برنزی"),

    /** Dark yellow lines, like an old print. */
    AMBER_ENGRAVING(11, "engraving, etching, banknote, حکاکی, گراوور"),

    /** Pale violet and yellow, slightly blurred. */
    LAVENDER_MIST(12, "dreamy, dream, lavender, lilac, misty, رویا, رؤیا, یاسی, مه‌آلود"),

    /** Green with a fine pattern of dots. */
    EMERALD_PRINT(13, "emerald, green, jungle, forest, زمرد, سبز, جنگل"),

    /** Pale blue, like fine shading. */
    POWDER_BLUE(14, "winter, snow, ice, icy, frozen, زمستان, برف, یخی"),

    /** Pale tiles with thin outlines. */
    PASTEL_GLASS(15, "blossom, spring, floral, flowers, بهار, شکوفه, گلدار"),

    /** Blue and orange wax strokes. */
    COBALT_CRAYON(16, "crayon, cobalt, wax, مداد شمعی, مدادشمعی, کبالت"),

    /** Brown lines on old paper. */
    OLD_PARCHMENT(18, "parchment, manuscript, antique, ancient, پوست‌نوشته, نسخه خطی, باستانی, مینیاتور"),

    /** Blue and yellow swirls. */
    STARRY_STROKES(19, "starry, van gogh, swirl, stars, پرستاره, ون گوگ, ستاره"),

    /** Dark red. */
    CRIMSON_NIGHT(20, "crimson, red, fire, dramatic, سرخ, قرمز, آتش"),

    /** Bold shapes in pink, yellow and blue. */
    CANDY_COLLAGE(21, "collage, candy, paper cut, cutout, matisse, کلاژ, آب‌نبات"),

    /** Charcoal on violet blue. */
    BLUE_CHARCOAL(22, "blue charcoal, chalk, گچ, زغال آبی"),

    /** A photograph coloured by hand. */
    TINTED_PHOTOGRAPH(23,
            "tinted, hand-coloured, hand-colored, old photograph, nostalgic, nostalgia, عکس قدیمی, نوستالژی"),

    /** A woodblock print in sea colours. */
    SEA_WOODBLOCK(24, "woodblock, ukiyo, hokusai, japanese, wave, ocean, sea, ژاپنی, موج, دریا"),

    /** Thick paint in storm colours. */
    STORM_IMPASTO(25, "storm, impasto, palette knife, thick paint, طوفان, کاردک");

    private final int index;
    private final List<String> words;

    PaintingStyle(int index, String words) {
        this.index = index;
        this.words = List.of(words.split(", "));
    }

    /** The style's weight in the network's vector of weights. */
    int index() {
        return index;
    }

    /** Its name in lower case, for example "sunlit canvas". */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The style that a prompt asks for by its title or by a word. */
    static Optional<PaintingStyle> askedForIn(String prompt) {
        return find(style -> List.of(style.title()), prompt).or(() -> find(style -> style.words, prompt));
    }

    /** The style with a title, in any case. */
    static Optional<PaintingStyle> titled(String title) {
        return Stream.of(values()).filter(style -> style.title().equalsIgnoreCase(title)).findFirst();
    }

    /** A style for prompts that name none. */
    static PaintingStyle ofSeed(int seed) {
        return values()[Math.floorMod(seed, values().length)];
    }

    private static Optional<PaintingStyle> find(Function<PaintingStyle, List<String>> wanted,
            String prompt) {
        return Stream.of(values()).filter(style -> Words.anyIn(prompt, wanted.apply(style))).findFirst();
    }
}
