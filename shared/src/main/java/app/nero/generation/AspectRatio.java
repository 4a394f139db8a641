package app.nero.generation;

import java.util.Optional;
import java.util.stream.Stream;

/** Width to height of a result. */
public enum AspectRatio {
    R1_1(1, 1), R2_3(2, 3), R3_2(3, 2), R3_4(3, 4), R4_3(4, 3), R4_5(4, 5), R5_4(5, 4), R9_16(9, 16), R16_9(16,
            9), R21_9(21, 9);

    private final int width;
    private final int height;

    AspectRatio(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The ratio as it is stored and sent, for example {@code 3:4}. */
    public String text() {
        return width + ":" + height;
    }

    /** Reads a text that a client sent; empty if it is no ratio. */
    public static Optional<AspectRatio> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
