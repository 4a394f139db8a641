package app.nero.generation;

import app.nero.picture.DigitalSourceType;
import java.util.Optional;

/** How an engine ended a job. */
public sealed interface EngineOutcome {

    /**
     * It made an image.
     *
     * @param file as the provider sent it, not checked yet
     */
    record Image(byte[] file, EngineUse use, DigitalSourceType sourceType) implements EngineOutcome {}

    /**
     * It made none.
     *
     * @param retry whether the job may be tried again, because the failure passes and no provider bills it
     * @param cause for the log
     */
    record Failed(FailureCode code, boolean retry, Optional<RuntimeException> cause) implements EngineOutcome {

        public Failed(FailureCode code, boolean retry) {
            this(code, retry, Optional.empty());
        }
    }
}
