package app.nero.generation.gemini;

/**
 * The tokens that Gemini bills for a call.
 *
 * @param input of the prompt and its images
 * @param text of texts and thoughts that it made
 * @param image of images that it made
 */
record GeminiUsage(long input, long text, long image) {}
