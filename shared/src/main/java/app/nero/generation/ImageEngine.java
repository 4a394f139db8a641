package app.nero.generation;

/** Something that makes images, and answers within the call. */
public interface ImageEngine {

    EngineOffer offer();

    /**
     * Makes an image. It makes one attempt and ends within 100 s.
     *
     * @return an outcome for everything that can be expected, a provider that is down or too slow included
     */
    EngineOutcome run(EngineJob job);
}
