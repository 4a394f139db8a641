package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import app.nero.template.Prompt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a generation is made from.
 *
 * @param prompt the user's own words; empty if the template's prompt is enough
 * @param parentId the user's generation whose image is the subject
 * @param rootId the first generation of the chain of parents; the generation's own id if it has no parent
 * @param sources uploads that the generation holds until it ends without an image, or is deleted
 * @param mask an upload in which white marks what is edited
 */
public record Recipe(GenerationType type, Optional<Prompt> prompt, Optional<Id> templateId, Optional<Id> parentId,
        Id rootId, List<Id> characterIds, List<SourceImage> sources, Optional<PublicId> mask, ImageOptions options) {

    public Recipe {
        characterIds = List.copyOf(characterIds);
        sources = List.copyOf(sources);
    }

    EngineNeeds needs() {
        return new EngineNeeds(type, options.size(), options.aspectRatio(), sources.size(), characterIds.size(),
                parentId.isPresent() || templateId.isPresent());
    }

    /** All uploads that the generation holds, the mask included. */
    public List<PublicId> uploads() {
        return Stream.concat(sources.stream().map(SourceImage::publicId), mask.stream()).toList();
    }
}
