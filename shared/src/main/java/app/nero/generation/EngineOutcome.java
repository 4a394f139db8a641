package app.nero.generation;

import app.nero.picture.DigitalSourceType;

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
     */
    record Failed(FailureCode code, boolean retry) implements EngineOutcome {}
}
