package app.nero.generation.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The filters, with the words of a prompt that ask for each, in English and Persian. */
public enum Filter {
    /** Strokes of a soft pencil. */
    PENCIL(Lines::pencil, "pencil, sketch, drawing, graphite, charcoal, مداد, طراحی, اسکیس, سیاه‌قلم"),

    /** Black lines and areas. */
    INK(Lines::ink, "ink, line art, woodcut, manga, stencil, black and white, جوهر, مرکب, قلم"),

    /** Thin washes on paper. */
    WATERCOLOUR(Paint::watercolour, "watercolour, watercolor, aquarelle, wash, pastel, آبرنگ, پاستل"),

    /** Thick strokes that follow the shapes. */
    OIL(Paint::oil, "oil, painting, impasto, van gogh, renaissance, baroque, portrait, رنگ روغن, نقاشی"),

    /** Flat colours with outlines. */
    COMIC(Paint::comic, "comic, cartoon, pop art, anime, superhero, کمیک, کارتون, انیمه, پاپ"),

    /** A print in a few inks. */
    DUOTONE(Tones::duotone, "duotone, poster, screen print, retro, vintage, دوتون, پوستر, قدیمی"),

    /** Glowing outlines in the dark. */
    NEON(Tones::neon, "neon, cyberpunk, glow, synthwave, night, نئون, سایبرپانک, شب"),

    /** Dots of four inks. */
    HALFTONE(Cells::halftone, "halftone, newspaper, print, dots, هافتون, روزنامه, چاپ"),

    /** Stained glass. */
    MOSAIC(Cells::mosaic, "mosaic, stained glass, tile, low poly, موزاییک, کاشی, شیشه");

    /** Filters that suit every photo, for prompts that name none. */
    private static final List<Filter> GENERAL = List.of(WATERCOLOUR, OIL, PENCIL, COMIC, DUOTONE);

    /** Those that show the colours of a template. */
    private static final List<Filter> COLOURED = List.of(WATERCOLOUR, OIL, COMIC);

    private final BiFunction<Pixels, Tuning, Pixels> work;
    private final List<String> words;

    Filter(BiFunction<Pixels, Tuning, Pixels> work, String words) {
        this.work = work;
        this.words = List.of(words.split(", "));
    }

    /** The filter that a prompt asks for; otherwise one that the template asks for; otherwise one by the seed. */
    public static Filter choose(String prompt, String templatePrompt, int seed) {
        List<Filter> unnamed = templatePrompt.isBlank() ? GENERAL : COLOURED;
        return namedIn(prompt).or(() -> namedIn(templatePrompt))
                .orElse(unnamed.get(Math.floorMod(seed, unnamed.size())));
    }

    /** The filter with a name, in any case. */
    public static Optional<Filter> titled(String name) {
        return Stream.of(values()).filter(filter -> filter.name().equalsIgnoreCase(name)).findFirst();
    }

    public static Optional<Filter> namedIn(String prompt) {
        return Stream.of(values()).filter(filter -> Words.anyIn(prompt, filter.words)).findFirst();
    }

    Pixels apply(Pixels source, Tuning tuning) {
        return work.apply(source, tuning);
    }

    /** The name in the metadata of a result. */
    String model() {
        return "filter-" + name().toLowerCase(Locale.ROOT);
    }
}
