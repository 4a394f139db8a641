package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.picture.UploadReceipt;
import app.nero.template.Prompt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a user asks for, as sent. {@link #violation} tells whether its fields fit together; whether what it names exists is
 * checked when it is quoted or submitted.
 *
 * @param factor of an upscale; 2 by default
 * @param seed random by default
 * @param strength that of the template by default
 * @param priceVersion the price list that the user saw; empty accepts the current price
 */
public record GenerationRequest(GenerationType type, Optional<Prompt> prompt, Optional<Id> templateId,
        Optional<Id> parentId, List<Id> characterIds, List<SourceReceipt> sources, Optional<UploadReceipt> mask,
        Optional<AspectRatio> aspectRatio, ImageSize size, Optional<Integer> factor, EngineTier engine,
        Optional<Integer> seed, OptionalDouble strength, boolean keepIdentity, Optional<Integer> priceVersion) {

    public static final int MAX_SOURCES = 5;
    public static final int MAX_CHARACTERS = 2;

    /** By how much an upscale enlarges. */
    public static final List<Integer> FACTORS = List.of(2, 4);

    static final int DEFAULT_FACTOR = 2;
    private static final double DEFAULT_STRENGTH = 0.8;

    public GenerationRequest {
        characterIds = List.copyOf(characterIds);
        sources = List.copyOf(sources);
    }

    /** The first rule that the request breaks; empty if it breaks none. */
    public Optional<Violation> violation() {
        boolean isUpscale = type == GenerationType.UPSCALE;
        return Stream.of(
                rule(isUpscale || prompt.isPresent() || templateId.isPresent(), "prompt",
                        "is required without a template"),
                rule(sources.size() <= MAX_SOURCES, "sources", "must be at most " + MAX_SOURCES),
                rule(areDifferent(uploads()), "sources", "must be different uploads"),
                rule(characterIds.size() <= MAX_CHARACTERS && areDifferent(characterIds), "characterIds",
                        "must be at most " + MAX_CHARACTERS + " different characters"),
                rule(type != GenerationType.EDIT || subjects() + characterIds.size() > 0, "sources",
                        "must contain an image to edit"),
                rule(mask.isEmpty() || type == GenerationType.EDIT && subjects() == 1, "mask",
                        "needs an edit with exactly one subject"),
                rule(!isUpscale || subjects() == 1 && sources.size() <= 1 && characterIds.isEmpty()
                        && templateId.isEmpty(), "sources", "must be the one image to enlarge"),
                rule(factor.isEmpty() || isUpscale && FACTORS.contains(factor.get()), "factor",
                        "must be 2 or 4, and is for upscale only"),
                rule(seed.orElse(0) >= 0, "seed", "must not be negative"),
                rule(strength.orElse(0) >= 0 && strength.orElse(0) <= 1, "strength", "must be between 0 and 1"))
                .flatMap(Optional::stream).findFirst();
    }

    /** The receipts of all uploads, the mask included. */
    public List<UploadReceipt> uploads() {
        return Stream.concat(sources.stream().map(SourceReceipt::receipt), mask.stream()).toList();
    }

    EngineNeeds needs() {
        return new EngineNeeds(type, size, aspectRatio, sources.size(), characterIds.size(),
                parentId.isPresent() || templateId.isPresent());
    }

    /**
     * @param randomSeed used if the request has none
     * @param ofTemplate the strength that is used if the request has none
     */
    ImageOptions options(int randomSeed, Optional<Double> ofTemplate, int currentPriceVersion) {
        Optional<Integer> scale = type == GenerationType.UPSCALE
                ? factor.or(() -> Optional.of(DEFAULT_FACTOR))
                : Optional.empty();
        return new ImageOptions(aspectRatio, size, scale, seed.orElse(randomSeed),
                strength.orElseGet(() -> ofTemplate.orElse(DEFAULT_STRENGTH)),
                keepIdentity, engine, currentPriceVersion);
    }

    private long subjects() {
        return sources.stream().filter(source -> source.role() == SourceRole.SUBJECT).count()
                + parentId.stream().count();
    }

    /** The version and signature do not make a receipt another upload. */
    private static boolean areDifferent(List<?> items) {
        List<?> keys = items.stream().map(it -> it instanceof UploadReceipt receipt ? receipt.publicId() : it).toList();
        return new HashSet<>(keys).size() == keys.size();
    }

    private static Optional<Violation> rule(boolean isKept, String field, String rule) {
        return isKept ? Optional.empty() : Optional.of(new Violation(field, rule));
    }
}
