package app.nero.generation;

import java.util.Optional;

/** An engine whose provider accepts a job, and is asked for the image later. Each call makes one attempt and ends within 100 s. */
public non-sealed interface AsynchronousEngine extends ImageEngine {

    /** What the provider said to a job. */
    sealed interface Submission {

        /** @param jobId the provider's id of the job */
        record Accepted(String jobId) implements Submission {}

        /** It made no job. A failure that may be tried again is submitted as another job. */
        record Refused(EngineOutcome.Failed failed) implements Submission {}
    }

    /** Passes a job to the provider, and does not wait for the image. */
    Submission submit(EngineJob job);

    /**
     * Asks for the image of a job.
     *
     * @param hasImages whether the job worked on images, which the result is then made of
     * @return empty if it is not ready. After a failure that may be tried again, the job still exists and is asked for again; after
     *         any other one, it has ended without an image
     */
    Optional<EngineOutcome> collect(String jobId, boolean hasImages);

    /** Stops a job that nobody waits for any more. It may fail silently, because each job ends some time. */
    void cancel(String jobId);
}
