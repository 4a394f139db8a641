package app.nero.generation.filter;

import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineUse;
import app.nero.generation.ImageOptions;
import app.nero.generation.SourceRole;
import app.nero.picture.DigitalSourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A job of an engine that restyles a photo, with its images decoded.
 *
 * @param photo the first subject, or else the first style, in the size and the aspect ratio of the result
 * @param style the file of the first style, if there is a subject, too
 * @param mask white marks what is edited
 */
public record DecodedJob(Pixels photo, Optional<byte[]> style, Optional<Pixels> mask, ImageOptions options) {

    /** At this strength the restyled image replaces the photo. */
    private static final double FULL_STRENGTH = 0.8;

    /** How soft the edge of a mask becomes, in pixels of an image of 1,024 pixels. */
    private static final double MASK_EDGE = 4;

    /** @return empty if the job has no image, or one cannot be decoded */
    public static Optional<DecodedJob> decode(EngineJob job) {
        ImageOptions options = job.options();
        int longSide = options.size().pixels();
        Optional<EngineImage> subject = first(job.images(), SourceRole.SUBJECT);
        Optional<EngineImage> style = first(job.images(), SourceRole.STYLE);
        Optional<Pixels> photo = subject.or(() -> style).flatMap(image -> ImageFiles.read(image.file(), longSide));
        Optional<Pixels> mask = job.mask().flatMap(file -> ImageFiles.read(file, longSide));
        if (photo.isEmpty() || job.mask().isPresent() && mask.isEmpty()) {
            return Optional.empty();
        }
        Pixels cropped = options.aspectRatio().filter(_ -> mask.isEmpty())
                .map(ratio -> ImageFiles.crop(photo.get(), (double) ratio.width() / ratio.height()))
                .orElse(photo.get());
        return Optional.of(new DecodedJob(cropped, style.filter(_ -> subject.isPresent()).map(EngineImage::file), mask,
                options));
    }

    /** The same job without its style. */
    public DecodedJob withoutStyle() {
        return new DecodedJob(photo, Optional.empty(), mask, options);
    }

    /** The longer side of the photo in units of 1,024 pixels. */
    public double scale() {
        return Math.max(photo.width(), photo.height()) / 1024.0;
    }

    /**
     * Mixes the restyled photo into the photo, by the strength and the mask, and encodes it. Changes the photo.
     *
     * @param model what restyled it
     */
    public EngineOutcome.Image finish(Pixels restyled, String model, DigitalSourceType sourceType) {
        photo.mix(restyled, weights());
        return new EngineOutcome.Image(ImageFiles.writeJpeg(photo), EngineUse.free(model), sourceType);
    }

    private float[] weights() {
        float weight = (float) Math.min(1, options.strength() / FULL_STRENGTH);
        if (mask.isEmpty()) {
            float[] weights = new float[photo.size()];
            Arrays.fill(weights, weight);
            return weights;
        }
        float[] weights = Blur.gaussian(ImageFiles.resize(mask.get(), photo.width(), photo.height()).luminance(),
                photo.width(), photo.height(), MASK_EDGE * scale());
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= weight;
        }
        return weights;
    }

    private static Optional<EngineImage> first(List<EngineImage> images, SourceRole role) {
        return images.stream().filter(image -> image.role() == role).findFirst();
    }
}
