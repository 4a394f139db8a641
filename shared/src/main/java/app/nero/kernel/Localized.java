package app.nero.kernel;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A value in English, in Persian, or in both. If a language is missing, the other one is used. */
public record Localized<T>(Optional<T> english, Optional<T> persian) {

    /** @throws IllegalArgumentException if both are missing */
    public Localized {
        if (english.isEmpty() && persian.isEmpty()) {
            throw new IllegalArgumentException("no value in any language");
        }
    }

    public static <T> Localized<T> of(T english, T persian) {
        return new Localized<>(Optional.of(english), Optional.of(persian));
    }

    public static <T> Localized<T> inEnglish(T value) {
        return new Localized<>(Optional.of(value), Optional.empty());
    }

    public static <T> Localized<T> inPersian(T value) {
        return new Localized<>(Optional.empty(), Optional.of(value));
    }

    /** The English value, or the Persian one if there is no English one. */
    public T main() {
        return english.or(() -> persian).orElseThrow();
    }

    /** The value in a language, or in the other one if it is missing. */
    public T in(Language language) {
        return (language == Language.FA ? persian : english).orElseGet(this::main);
    }

    /** The values, English first. */
    public Stream<T> all() {
        return Stream.concat(english.stream(), persian.stream());
    }

    public <R> Localized<R> map(Function<T, R> change) {
        return new Localized<>(english.map(change), persian.map(change));
    }
}
