package app.nero.studio;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import app.nero.generation.SourceRole;
import app.nero.generation.SynchronousEngine;
import app.nero.generation.filter.DecodedJob;
import app.nero.generation.filter.Filter;
import app.nero.generation.filter.FilterEngine;
import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import app.nero.kernel.Deadline;
import app.nero.kernel.TaskFailure;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.Picture;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes images on this machine, without an account. Neural networks restyle a photo after a template's image or in a painting style
 * that the prompt names; classic filters do the rest, and everything while the networks are missing. A prompt alone restyles a
 * sample image that fits its words. The same job gives the same image.
 */
public final class StudioEngine implements SynchronousEngine {

    /** Jobs that run at once. Others wait, so that the machine stays usable. */
    private static final int THREADS = 2;

    /** The longest side of an enlarged image, in pixels. */
    private static final int MAX_SIDE = 4096;

    /** The radius of the detail that is added back, for an image of 1,024 pixels. */
    private static final double DETAIL_RADIUS = 6;
    private static final double DETAIL_OF_TEMPLATE = 0.8;
    private static final double DETAIL_OF_PAINTING = 0.6;

    /** The share of the detail that is added back if faces may change. */
    private static final double WITHOUT_IDENTITY = 0.5;

    private static final double SHARPENING = 0.5;

    /** The network that takes a style from an image reads no larger one. */
    private static final int STYLE_SIDE = 512;

    private static final Pattern STYLE = Pattern.compile("Style: ([A-Za-z ]+)\\.");

    /** How a photo is restyled. */
    private sealed interface Look {

        record Painted(PaintingStyle style) implements Look {}

        /** @param photo with the style whose colours it takes on, if any */
        record Filtered(Filter filter, DecodedJob photo) implements Look {}

        record OfImage(byte[] file) implements Look {}
    }

    private final Supplier<Optional<StyleNetworks>> networks;
    private final Samples samples;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS,
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("studio-", 0).factory());

    /** @param models the file with the networks; it may appear later */
    public StudioEngine(ModelFile models, Samples samples) {
        this(models::networks, samples);
    }

    StudioEngine(Supplier<Optional<StyleNetworks>> networks, Samples samples) {
        this.networks = networks;
        this.samples = samples;
    }

    @Override
    public EngineOffer offer() {
        return new EngineOffer("studio", EngineTier.STANDARD, "Studio", EnumSet.allOf(GenerationType.class),
                EnumSet.of(ImageSize.SIZE_1K, ImageSize.SIZE_2K), EnumSet.allOf(AspectRatio.class), 5, 2,
                PromptAlone.RESTYLES_SAMPLE, true, Duration.ofSeconds(3));
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        Future<EngineOutcome> outcome = threads.submit(Deadline.inherited(() -> make(job, progress)));
        try {
            return outcome.get();
        } catch (InterruptedException _) {
            outcome.cancel(true);
            Thread.currentThread().interrupt();
            return new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
        } catch (ExecutionException e) {
            throw TaskFailure.of(e);
        }
    }

    private EngineOutcome make(EngineJob job, IntConsumer progress) {
        Optional<EngineOutcome.Image> image = job.type() == GenerationType.UPSCALE
                ? enlarge(job)
                : restyle(withImage(job), progress);
        return image.<EngineOutcome>map(it -> it)
                .orElseGet(() -> new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false));
    }

    /** A job with a prompt alone works on a sample. */
    private EngineJob withImage(EngineJob job) {
        if (!job.images().isEmpty()) {
            return job;
        }
        List<EngineImage> sample = samples.find(job.prompt(), job.options().seed()).stream()
                .map(file -> new EngineImage(file, SourceRole.SUBJECT)).toList();
        return new EngineJob(job.id(), job.type(), job.prompt(), job.templatePrompt(), sample, job.mask(),
                job.options());
    }

    private Optional<EngineOutcome.Image> restyle(EngineJob job, IntConsumer progress) {
        Optional<DecodedJob> decoded = DecodedJob.decode(job);
        progress.accept(20);
        Optional<StyleNetworks> available = networks.get();
        if (decoded.isEmpty() || available.isEmpty()) {
            return decoded.flatMap(it -> FilterEngine.restyle(it,
                    Filter.choose(job.prompt(), job.templatePrompt(), job.options().seed())));
        }
        return restyle(job, decoded.get(), available.get(), progress);
    }

    private static Optional<EngineOutcome.Image> restyle(EngineJob job, DecodedJob decoded, StyleNetworks networks,
            IntConsumer progress) {
        return switch (look(job, decoded)) {
            case Look.Filtered(Filter filter, DecodedJob photo) -> FilterEngine.restyle(photo, filter);
            case Look.Painted(PaintingStyle style) -> Optional.of(finish(decoded,
                    networks.paint(decoded.photo(), style), DETAIL_OF_PAINTING,
                    "studio-" + style.title().replace(' ', '-'), progress));
            case Look.OfImage(byte[] file) -> ImageFiles.read(file, STYLE_SIDE).map(style -> finish(decoded,
                    networks.restyle(decoded.photo(), style), DETAIL_OF_TEMPLATE, "studio-image-style", progress));
        };
    }

    /** What the prompt names comes first, then the style that the template's prompt sets, then the template's image. */
    private static Look look(EngineJob job, DecodedJob decoded) {
        return PaintingStyle.askedForIn(job.prompt()).<Look>map(Look.Painted::new)
                .or(() -> Filter.namedIn(job.prompt()).map(filter -> new Look.Filtered(filter, decoded)))
                .or(() -> styleOf(job.templatePrompt()).flatMap(title -> titled(title, decoded)))
                .or(() -> decoded.style().map(Look.OfImage::new))
                .orElseGet(() -> new Look.Painted(PaintingStyle.ofSeed(job.options().seed())));
    }

    private static Optional<Look> titled(String title, DecodedJob decoded) {
        return PaintingStyle.titled(title).<Look>map(Look.Painted::new)
                .or(() -> Filter.titled(title).map(filter -> new Look.Filtered(filter, decoded.withoutStyle())));
    }

    /** The style that a template sets by words such as "Style: Sunlit Canvas." in its prompt. */
    private static Optional<String> styleOf(String templatePrompt) {
        Matcher style = STYLE.matcher(templatePrompt);
        return style.find() ? Optional.of(style.group(1)) : Optional.empty();
    }

    private static EngineOutcome.Image finish(DecodedJob job, Pixels restyled, double detail, String model,
            IntConsumer progress) {
        progress.accept(80);
        ImageOptions options = job.options();
        Detail.keepBrightness(restyled, job.photo());
        Detail.add(restyled, job.photo(), DETAIL_RADIUS * job.scale(),
                options.keepIdentity() ? detail : detail * WITHOUT_IDENTITY);
        return job.finish(restyled, model, DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
    }

    private static Optional<EngineOutcome.Image> enlarge(EngineJob job) {
        byte[] file = job.images().getFirst().file();
        if (!(Picture.read(file) instanceof Picture.Reading.Accepted(Picture picture))) {
            return Optional.empty();
        }
        int factor = job.options().factor().orElseThrow();
        int side = Math.max(picture.width(), picture.height());
        return ImageFiles.read(file, Math.max(side, Math.min(side * factor, MAX_SIDE))).map(enlarged -> {
            Detail.add(enlarged, enlarged, factor, SHARPENING);
            return new EngineOutcome.Image(ImageFiles.writeJpeg(enlarged), EngineUse.free("studio-lanczos"),
                    DigitalSourceType.ALGORITHMIC_MEDIA);
        });
    }
}
