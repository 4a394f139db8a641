package app.nero.generation.filter;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageEngine;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.picture.DigitalSourceType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Restyles a photo with classic filters, without a network or a model. Words in the prompt and in the template's prompt choose the
 * filter. With a template, the photo also takes on the colours of the template's image; without a photo, the template's image is
 * restyled. The same job gives the same image.
 */
public final class FilterEngine implements ImageEngine {

    /** At this strength the filter replaces the photo. Above it, the strokes only become coarser. */
    private static final double FULL = 0.8;

    /** Strokes are finer if faces must stay recognizable. */
    private static final double IDENTITY_FACTOR = 0.7;

    private static final double PALETTE_AMOUNT = 0.8;

    /** Colours of a style are counted on a small copy. */
    private static final int PALETTE_PIXELS = 128;

    @Override
    public EngineOffer offer() {
        return new EngineOffer("standard", "Filters", EnumSet.of(GenerationType.GENERATE, GenerationType.EDIT),
                EnumSet.of(ImageSize.SIZE_1K, ImageSize.SIZE_2K), EnumSet.allOf(AspectRatio.class), 5, 2, true,
                Duration.ofSeconds(3));
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        ImageOptions options = job.options();
        Optional<EngineImage> subject = first(job.images(), SourceRole.SUBJECT);
        Optional<EngineImage> style = first(job.images(), SourceRole.STYLE);
        int longSide = options.size().pixels();
        Optional<Pixels> photo = subject.or(() -> style).flatMap(image -> ImageFiles.read(image.file(), longSide));
        Optional<Pixels> palette = style.flatMap(image -> ImageFiles.read(image.file(), PALETTE_PIXELS));
        Optional<Pixels> mask = job.mask().flatMap(file -> ImageFiles.read(file, longSide));
        if (photo.isEmpty() || style.isPresent() && palette.isEmpty() || job.mask().isPresent() && mask.isEmpty()) {
            return new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
        }
        Filter filter = Filter.choose(job.prompt(), job.templatePrompt(), options.seed());
        Pixels original = options.aspectRatio().filter(_ -> mask.isEmpty())
                .map(ratio -> ImageFiles.crop(photo.get(), (double) ratio.width() / ratio.height()))
                .orElse(photo.get());
        Pixels coloured = subject.isEmpty() || palette.isEmpty()
                ? original
                : Tones.recolour(original, palette.get(), PALETTE_AMOUNT * options.strength());
        Pixels styled = filter.apply(coloured, tuning(options, original));
        original.mix(styled, weights(original, mask, options.strength()));
        return new EngineOutcome.Image(ImageFiles.writeJpeg(original), EngineUse.free(filter.model()),
                DigitalSourceType.ALGORITHMIC_MEDIA);
    }

    private static Optional<EngineImage> first(List<EngineImage> images, SourceRole role) {
        return images.stream().filter(image -> image.role() == role).findFirst();
    }

    private static Tuning tuning(ImageOptions options, Pixels image) {
        double strength = options.strength() * (options.keepIdentity() ? IDENTITY_FACTOR : 1);
        return new Tuning(options.seed(), strength, Math.max(image.width(), image.height()) / 1024.0);
    }

    /** How much of the styled image each pixel gets: the strength, and only where the mask is white. */
    private static float[] weights(Pixels image, Optional<Pixels> mask, double strength) {
        float weight = (float) Math.min(1, strength / FULL);
        if (mask.isEmpty()) {
            float[] weights = new float[image.size()];
            Arrays.fill(weights, weight);
            return weights;
        }
        float[] weights = ImageFiles.resize(mask.get(), image.width(), image.height()).luminance();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= weight;
        }
        return weights;
    }
}
