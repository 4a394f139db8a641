package app.nero.generation.gemini;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationRequest;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import java.time.Duration;
import java.util.EnumSet;

/** What Gemini's image models can do. A function that only validates requests needs this, but neither the key nor a client. */
public final class GeminiOffers {

    public static final EngineOffer STANDARD = offer("gemini", EngineTier.STANDARD, "Gemini", Duration.ofSeconds(15));
    public static final EngineOffer PRO = offer("gemini-pro", EngineTier.PRO, "Gemini Pro", Duration.ofSeconds(30));

    private GeminiOffers() {}

    private static EngineOffer offer(String id, EngineTier tier, String name, Duration eta) {
        return new EngineOffer(id, tier, name, EnumSet.of(GenerationType.GENERATE, GenerationType.EDIT),
                EnumSet.allOf(ImageSize.class), EnumSet.allOf(AspectRatio.class), GenerationRequest.MAX_SOURCES,
                GenerationRequest.MAX_CHARACTERS, PromptAlone.GENERATES, false, eta);
    }
}
