package app.nero.generation.replicate;

import app.nero.generation.EngineOffer;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationRequest;
import app.nero.generation.GenerationType;
import app.nero.generation.PromptAlone;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What a model can do, told by its input. A function that only validates requests needs this, but neither the token nor a client. */
public final class ReplicateOffers {

    /** The places that a parent, a character of three pictures and a template take, if the last picture may be left out. */
    private static final int OTHER_IMAGES = 4;

    private ReplicateOffers() {}

    public static EngineOffer of(ModelInput input) {
        int images = input.maxImages();
        Set<GenerationType> types = images == 0
                ? EnumSet.of(GenerationType.GENERATE)
                : EnumSet.of(GenerationType.GENERATE, GenerationType.EDIT);
        int maxSources = images == 0 ? 0 : Math.clamp(images - OTHER_IMAGES, 1, GenerationRequest.MAX_SOURCES);
        return new EngineOffer("replicate", EngineTier.STANDARD, "Replicate", types, input.sizes(),
                input.aspectRatios(),
                maxSources, Math.min(1, images), PromptAlone.GENERATES, false, Duration.ofSeconds(15));
    }
}
