package app.nero.template;

import app.nero.kernel.Id;
import app.nero.kernel.Language;

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
