package app.nero.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that Nero writes in. */
public enum Language {
    EN, FA;

    /** Reads {@code en} or {@code fa}; empty for all else. */
    public static Optional<Language> parse(String text) {
        return switch (text) {
            case "en" -> Optional.of(EN);
            case "fa" -> Optional.of(FA);
            default -> Optional.empty();
        };
    }

    /** The best match of an {@code Accept-Language} header (RFC 4647), English where none fits. */
    public static Language negotiate(String acceptLanguage) {
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of("en", "fa"));
            return Optional.ofNullable(best).flatMap(Language::parse).orElse(EN);
        } catch (IllegalArgumentException _) {
            return EN;
        }
    }
}
