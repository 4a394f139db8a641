package app.nero.generation;

/** Something that makes images: within one call, or as a job that is asked for later. */
public sealed interface ImageEngine permits SynchronousEngine, AsynchronousEngine {

    EngineOffer offer();
}
