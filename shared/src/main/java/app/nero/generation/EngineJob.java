package app.nero.generation;

import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;

/**
 * What an engine is to do.
 *
 * @param id of the generation; the same for each attempt
 * @param prompt the user's words; may be empty
 * @param templatePrompt the template's words; empty without a template
 * @param images subjects first, then styles; the template's image is the last style
 * @param mask white marks what is edited
 */
public record EngineJob(Id id, GenerationType type, String prompt, String templatePrompt, List<EngineImage> images,
        Optional<byte[]> mask, ImageOptions options) {

    public EngineJob {
        images = List.copyOf(images);
    }
}
