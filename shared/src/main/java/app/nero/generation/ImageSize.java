package app.nero.generation;

import java.util.Optional;
import java.util.stream.Stream;

/** The size of a result, named by the pixels of its longer side: about 1,024, 2,048 or 4,096. */
public enum ImageSize {
    SIZE_1K("1K", 1024), SIZE_2K("2K", 2048), SIZE_4K("4K", 4096);

    private final String text;
    private final int pixels;

    ImageSize(String text, int pixels) {
        this.text = text;
        this.pixels = pixels;
    }

    /** The size as it is stored and sent. */
    public String text() {
        return text;
    }

    /** The longer side. */
    public int pixels() {
        return pixels;
    }

    /** Reads a text that a client sent; empty if it is no size. */
    public static Optional<ImageSize> parse(String text) {
        return Stream.of(values()).filter(value -> value.text.equals(text)).findFirst();
    }
}
