package app.nero.generation.gemini;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationRequest;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;

/** What Gemini's image models can do. A function that only validates requests needs this, but neither the key nor a client. */
public final class GeminiOffers {

    public static final EngineOffers ALL = new EngineOffers(Map.of(
            EngineTier.STANDARD, offer(EngineTier.STANDARD, "Gemini", Duration.ofSeconds(15)),
            EngineTier.PRO, offer(EngineTier.PRO, "Gemini Pro", Duration.ofSeconds(30))));

    private GeminiOffers() {}

    private static EngineOffer offer(EngineTier tier, String name, Duration eta) {
        return new EngineOffer(tier.text(), name, EnumSet.of(GenerationType.GENERATE, GenerationType.EDIT),
                EnumSet.allOf(ImageSize.class), EnumSet.allOf(AspectRatio.class), GenerationRequest.MAX_SOURCES,
                GenerationRequest.MAX_CHARACTERS, false, false, eta);
    }
}
