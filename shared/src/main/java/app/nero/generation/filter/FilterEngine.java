package app.nero.generation.filter;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.FailureCode;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import app.nero.generation.SynchronousEngine;
import app.nero.picture.DigitalSourceType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Restyles a photo with classic filters, without a network or a model. Words in the prompt and in the template's prompt choose the
 * filter. With a template, the photo also takes on the colours of the template's image; without a photo, the template's image is
 * restyled. The same job gives the same image.
 */
public final class FilterEngine implements SynchronousEngine {

    /** Strokes are finer if faces must stay recognizable. */
    private static final double IDENTITY_FACTOR = 0.7;

    private static final double PALETTE_AMOUNT = 0.8;

    /** Colours of a style are counted on a small copy. */
    private static final int PALETTE_PIXELS = 128;

    @Override
    public EngineOffer offer() {
        return new EngineOffer("filters", EngineTier.STANDARD, "Filters",
                EnumSet.of(GenerationType.GENERATE, GenerationType.EDIT),
                EnumSet.of(ImageSize.SIZE_1K, ImageSize.SIZE_2K), EnumSet.allOf(AspectRatio.class), 5, 2,
                PromptAlone.REFUSES, true, Duration.ofSeconds(3));
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        Optional<DecodedJob> decoded = DecodedJob.decode(job);
        Filter filter = Filter.choose(job.prompt(), job.templatePrompt(), job.options().seed());
        return decoded.flatMap(it -> restyle(it, filter)).<EngineOutcome>map(it -> it)
                .orElseGet(() -> new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false));
    }

    /** @return empty if the style cannot be decoded */
    public static Optional<EngineOutcome.Image> restyle(DecodedJob job, Filter filter) {
        Optional<Pixels> palette = job.style().flatMap(file -> ImageFiles.read(file, PALETTE_PIXELS));
        if (job.style().isPresent() && palette.isEmpty()) {
            return Optional.empty();
        }
        Pixels coloured = palette
                .map(it -> Tones.recolour(job.photo(), it, PALETTE_AMOUNT * job.options().strength()))
                .orElse(job.photo());
        return Optional.of(job.finish(filter.apply(coloured, tuning(job)), filter.model(),
                DigitalSourceType.ALGORITHMIC_MEDIA));
    }

    private static Tuning tuning(DecodedJob job) {
        ImageOptions options = job.options();
        double strength = options.strength() * (options.keepIdentity() ? IDENTITY_FACTOR : 1);
        return new Tuning(options.seed(), strength, job.scale());
    }
}
