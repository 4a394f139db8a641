package app.nero.generation;

import app.nero.kernel.UnavailableException;
import java.time.Duration;

/** Carries hints to workers. It may lose, delay and repeat them. */
public interface JobQueue {

    /**
     * Sends a hint.
     *
     * @param delay before which no worker receives it, at most 15 minutes
     * @throws UnavailableException if the queue fails or does not answer in time
     */
    void send(JobHint hint, Duration delay);
}
