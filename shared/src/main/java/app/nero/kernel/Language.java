package app.nero.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A supported language. */
public enum Language {
    EN, FA;

    /** Parses {@code en} or {@code fa}. */
    public static Optional<Language> parse(String text) {
        return Stream.of(values()).filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text)).findFirst();
    }

    /** Returns the best match for an {@code Accept-Language} header (RFC 4647). The default is English. */
    public static Language negotiate(String acceptLanguage) {
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of("en", "fa"));
            return Optional.ofNullable(best).flatMap(Language::parse).orElse(EN);
        } catch (IllegalArgumentException _) {
            return EN;
        }
    }
}
