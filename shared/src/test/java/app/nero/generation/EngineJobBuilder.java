package app.nero.generation;

import app.nero.testing.Some;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds jobs for engines, with a photo and without a prompt. */
public final class EngineJobBuilder {

    private final List<EngineImage> images = new ArrayList<>();
    private GenerationType type = GenerationType.GENERATE;
    private String prompt = "";
    private String templatePrompt = "";
    private Optional<byte[]> mask = Optional.empty();
    private Optional<AspectRatio> ratio = Optional.empty();
    private ImageSize size = ImageSize.SIZE_1K;
    private Optional<Integer> factor = Optional.empty();
    private int seed = 1;
    private double strength = 0.8;
    private boolean keepIdentity = true;

    private EngineJobBuilder() {}

    public static EngineJobBuilder aJob(byte[] photo) {
        EngineJobBuilder builder = new EngineJobBuilder();
        builder.images.add(new EngineImage(photo, SourceRole.SUBJECT));
        return builder;
    }

    public EngineJobBuilder prompt(String value) {
        prompt = value;
        return this;
    }

    public EngineJobBuilder templatePrompt(String value) {
        templatePrompt = value;
        return this;
    }

    /** Removes the photo. */
    public EngineJobBuilder withoutPhoto() {
        images.removeFirst();
        return this;
    }

    public EngineJobBuilder style(byte[] value) {
        images.add(new EngineImage(value, SourceRole.STYLE));
        return this;
    }

    public EngineJobBuilder mask(byte[] value) {
        mask = Optional.of(value);
        return this;
    }

    public EngineJobBuilder ratio(AspectRatio value) {
        ratio = Optional.of(value);
        return this;
    }

    public EngineJobBuilder size(ImageSize value) {
        size = value;
        return this;
    }

    /** Enlarges the photo instead of restyling it. */
    public EngineJobBuilder enlarge(int value) {
        type = GenerationType.UPSCALE;
        factor = Optional.of(value);
        return this;
    }

    public EngineJobBuilder seed(int value) {
        seed = value;
        return this;
    }

    public EngineJobBuilder strength(double value) {
        strength = value;
        return this;
    }

    public EngineJobBuilder keepIdentity(boolean value) {
        keepIdentity = value;
        return this;
    }

    public EngineJob build() {
        return new EngineJob(Some.id(), type, prompt, templatePrompt, images, mask,
                new ImageOptions(ratio, size, factor, seed, strength, keepIdentity, EngineTier.STANDARD, 1));
    }
}
