package app.nero.generation;

import app.nero.picture.DigitalSourceType;
import app.nero.picture.SomePictures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** An engine that does what a test says; by default it makes an image. */
public final class ScriptedEngine implements SynchronousEngine {

    public static final EngineOutcome.Image IMAGE = image(SomePictures.jpeg(6, 4, 1));

    private final String id;
    private final List<EngineJob> jobs = new ArrayList<>();
    private int[] steps = {};
    private Function<EngineJob, EngineOutcome> script = _ -> IMAGE;

    public ScriptedEngine() {
        this("test");
    }

    public ScriptedEngine(String id) {
        this.id = id;
    }

    @Override
    public EngineOffer offer() {
        return new EngineOffer(id, EngineTier.STANDARD, "Test", EnumSet.allOf(GenerationType.class),
                EnumSet.allOf(ImageSize.class),
                EnumSet.allOf(AspectRatio.class), 5, 2, PromptAlone.GENERATES, false, Duration.ofSeconds(3));
    }

    @Override
    public EngineOutcome run(EngineJob job, IntConsumer progress) {
        Function<EngineJob, EngineOutcome> current;
        synchronized (this) {
            jobs.add(job);
            current = script;
            Arrays.stream(steps).forEach(progress);
        }
        return current.apply(job);
    }

    public synchronized void answering(Function<EngineJob, EngineOutcome> other) {
        script = other;
    }

    public void answering(EngineOutcome outcome) {
        answering(_ -> outcome);
    }

    /** Reports these percentages before it answers. */
    public synchronized void reporting(int... percentages) {
        steps = percentages;
    }

    /** What it was asked to do. */
    public synchronized List<EngineJob> jobs() {
        return List.copyOf(jobs);
    }

    public static EngineOutcome.Image image(byte[] file) {
        return new EngineOutcome.Image(file, EngineUse.free("test-model"), DigitalSourceType.ALGORITHMIC_MEDIA);
    }
}
