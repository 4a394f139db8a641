package app.nero.generation;

import java.util.function.IntConsumer;

/** An engine that answers within the call. */
public non-sealed interface SynchronousEngine extends ImageEngine {

    /**
     * Makes an image. It makes one attempt and ends within 100 s.
     *
     * @param progress takes the percentage that is done. Each call costs a write, so an engine reports a few steps or none
     * @return an outcome for everything that can be expected, a provider that is down or too slow included
     */
    EngineOutcome run(EngineJob job, IntConsumer progress);
}
