package app.nero.domain.template;

import app.nero.domain.Id;
import app.nero.domain.signin.Language;

/**
 * What templates are sorted into.
 *
 * @param english its name in English
 * @param persian its name in Persian
 */
public record Category(Id id, Slug slug, Label english, Label persian) {

    public Label name(Language language) {
        return switch (language) {
            case EN -> english;
            case FA -> persian;
        };
    }
}
