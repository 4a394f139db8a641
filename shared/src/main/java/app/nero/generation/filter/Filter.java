package app.nero.generation.filter;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The filters, with the words of a prompt that ask for each, in English and Persian. */
enum Filter {
    PENCIL(Lines::pencil, "pencil", "sketch", "drawing", "graphite", "charcoal", "مداد", "طراحی", "اسکیس",
            "سیاه‌قلم"), INK(Lines::ink, "ink", "line art", "woodcut", "manga", "stencil", "black and white", "جوهر",
                    "مرکب", "قلم"), WATERCOLOUR(Paint::watercolour, "watercolour", "watercolor", "aquarelle", "wash",
                            "pastel", "آبرنگ",
                            "پاستل"), OIL(Paint::oil, "oil", "painting", "impasto", "van gogh", "renaissance",
                                    "baroque", "portrait", "رنگ روغن", "نقاشی"), COMIC(Paint::comic, "comic", "cartoon",
                                            "pop art", "anime", "superhero", "کمیک", "کارتون", "انیمه",
                                            "پاپ"), DUOTONE(Tones::duotone, "duotone", "poster", "screen print",
                                                    "retro", "vintage", "دوتون", "پوستر", "قدیمی"), NEON(Tones::neon,
                                                            "neon", "cyberpunk", "glow", "synthwave", "night", "نئون",
                                                            "سایبرپانک", "شب"), HALFTONE(Cells::halftone, "halftone",
                                                                    "newspaper", "print", "dots", "هافتون", "روزنامه",
                                                                    "چاپ"), MOSAIC(Cells::mosaic, "mosaic",
                                                                            "stained glass", "tile", "low poly",
                                                                            "موزاییک", "کاشی", "شیشه");

    /** Filters that suit every photo, for prompts that name none. */
    private static final List<Filter> GENERAL = List.of(WATERCOLOUR, OIL, PENCIL, COMIC, DUOTONE);

    /** Those that show the colours of a template. */
    private static final List<Filter> COLOURED = List.of(WATERCOLOUR, OIL, COMIC);

    private final BiFunction<Pixels, Tuning, Pixels> work;
    private final List<String> words;

    Filter(BiFunction<Pixels, Tuning, Pixels> work, String... words) {
        this.work = work;
        this.words = List.of(words);
    }

    /** The filter that a prompt asks for; otherwise one that the template asks for; otherwise one by the seed. */
    static Filter choose(String prompt, String templatePrompt, int seed) {
        List<Filter> unnamed = templatePrompt.isBlank() ? GENERAL : COLOURED;
        return Stream.of(prompt, templatePrompt).map(text -> text.toLowerCase(Locale.ROOT))
                .flatMap(text -> Stream.of(values()).filter(filter -> filter.isNamedIn(text))).findFirst()
                .orElse(unnamed.get(Math.floorMod(seed, unnamed.size())));
    }

    Pixels apply(Pixels source, Tuning tuning) {
        return work.apply(source, tuning);
    }

    /** The name in the metadata of a result. */
    String model() {
        return "filter-" + name().toLowerCase(Locale.ROOT);
    }

    private boolean isNamedIn(String text) {
        return words.stream().anyMatch(word -> contains(text, word));
    }

    /** At the start of a word: "ink" is not in "pink". */
    private static boolean contains(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            if (at == 0 || !Character.isLetter(text.charAt(at - 1))) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }
}
