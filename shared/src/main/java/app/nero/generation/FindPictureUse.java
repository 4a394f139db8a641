package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.picture.PictureUse;
import app.nero.picture.PublicId;
import java.util.Optional;
import java.util.function.Predicate;

/** What a picture is used for: a result, a source of a generation, or a picture of something else. */
public final class FindPictureUse implements PictureUse {

    private final Generations generations;
    private final Predicate<Id> shown;

    /** @param shown whether something else of this id, such as a template, shows its picture */
    public FindPictureUse(Generations generations, Predicate<Id> shown) {
        this.generations = generations;
        this.shown = shown;
    }

    @Override
    public Use find(Id usedBy, PublicId publicId) {
        Optional<Generation> generation = generations.find(usedBy);
        if (generation.isEmpty()) {
            return shown.test(usedBy) ? Use.SHOWN : Use.NONE;
        }
        if (generation.get().image().filter(image -> image.publicId().equals(publicId)).isPresent()) {
            return Use.SHOWN;
        }
        boolean isNeeded = generation.get().isShown() || generation.get().status() == GenerationStatus.DRAFT
                || generation.get().isRemovedBy(Removal.Cause.DRAFT);
        return isNeeded && generation.get().recipe().uploads().contains(publicId) ? Use.SOURCE : Use.NONE;
    }
}
