package app.nero.generation;

import app.nero.testing.Some;
import java.util.List;
import java.util.Optional;

/** Jobs for engines. */
public final class EngineJobs {

    private EngineJobs() {}

    public static EngineJob of(String prompt) {
        return of(prompt, "", List.of(), Optional.empty());
    }

    public static EngineJob of(String prompt, String templatePrompt, List<EngineImage> images, Optional<byte[]> mask) {
        return of(GenerationType.GENERATE, prompt, templatePrompt, images, mask, 0.8, true);
    }

    public static EngineJob of(GenerationType type, String prompt, String templatePrompt, List<EngineImage> images,
            Optional<byte[]> mask, double strength, boolean keepIdentity) {
        return new EngineJob(Some.id(), type, prompt, templatePrompt, images, mask,
                new ImageOptions(Optional.of(AspectRatio.R3_4), ImageSize.SIZE_2K, Optional.empty(), 42, strength,
                        keepIdentity, EngineTier.STANDARD, 1));
    }
}
