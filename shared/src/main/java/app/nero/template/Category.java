package app.nero.template;

import app.nero.kernel.Id;
import app.nero.kernel.Language;

/** A category of templates, with its names in English and Persian. */
public record Category(Id id, Slug slug, Label english, Label persian) {

    public Label name(Language language) {
        return switch (language) {
            case EN -> english;
            case FA -> persian;
        };
    }
}
