package app.nero.generation;

/** What an engine does with a prompt without an image, the best first. */
public enum PromptAlone {

    /** It makes an image of what the prompt describes. */
    GENERATES,

    /** It restyles a sample image, because it cannot make one from words. */
    RESTYLES_SAMPLE,

    /** It needs an image. */
    REFUSES
}
