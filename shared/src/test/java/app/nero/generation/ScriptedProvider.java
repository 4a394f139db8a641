package app.nero.generation;

import app.nero.kernel.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An asynchronous engine, of the pro tier by default, whose provider does what a test says. By default it accepts each job as {@code job-1},
 * {@code job-2} and so on, and its image is ready at once.
 */
public final class ScriptedProvider implements AsynchronousEngine {

    private final EngineTier tier;
    private final List<EngineJob> jobs = new ArrayList<>();
    private final List<String> collected = new ArrayList<>();
    private final List<String> canceled = new ArrayList<>();
    private final Map<String, Id> generations = new HashMap<>();
    private Function<EngineJob, Submission> submissions = _ -> new Submission.Accepted("job-" + jobs().size());
    private Function<String, Optional<EngineOutcome>> script = _ -> Optional.of(ScriptedEngine.IMAGE);

    public ScriptedProvider() {
        this(EngineTier.PRO);
    }

    public ScriptedProvider(EngineTier tier) {
        this.tier = tier;
    }

    @Override
    public EngineOffer offer() {
        return new EngineOffer("async", tier, "Asynchronous", EnumSet.allOf(GenerationType.class),
                EnumSet.allOf(ImageSize.class), EnumSet.allOf(AspectRatio.class), 5, 2, PromptAlone.GENERATES, false,
                Duration.ofSeconds(10));
    }

    @Override
    public Submission submit(EngineJob job) {
        Function<EngineJob, Submission> current;
        synchronized (this) {
            jobs.add(job);
            current = submissions;
        }
        Submission submission = current.apply(job);
        if (submission instanceof Submission.Accepted(String jobId)) {
            synchronized (this) {
                generations.put(jobId, job.id());
            }
        }
        return submission;
    }

    @Override
    public Optional<EngineOutcome> collect(String jobId, boolean hasImages) {
        Function<String, Optional<EngineOutcome>> current;
        synchronized (this) {
            collected.add(jobId);
            current = script;
        }
        return current.apply(jobId);
    }

    @Override
    public synchronized void cancel(String jobId) {
        canceled.add(jobId);
    }

    public synchronized void accepting(Function<EngineJob, Submission> other) {
        submissions = other;
    }

    /** Refuses each job. */
    public void refusing(EngineOutcome.Failed failed) {
        accepting(_ -> new Submission.Refused(failed));
    }

    /** Answers each question for an image. */
    public synchronized void answering(Function<String, Optional<EngineOutcome>> other) {
        script = other;
    }

    /** The generation whose job it accepted under this id. */
    public synchronized Id generationOf(String jobId) {
        return generations.get(jobId);
    }

    /** What it was asked to do. */
    public synchronized List<EngineJob> jobs() {
        return List.copyOf(jobs);
    }

    /** The jobs that it was asked for, one for each question. */
    public synchronized List<String> collected() {
        return List.copyOf(collected);
    }

    public synchronized List<String> canceled() {
        return List.copyOf(canceled);
    }
}
