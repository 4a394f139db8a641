package app.nero.generation.gemini;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What a model costs, in US dollars per million tokens, which is the same as millionths of a dollar per token.
 *
 * @param input of the prompt and its images
 * @param text of texts and thoughts
 * @param image of images that it makes
 */
record GeminiPrice(double input, double text, double image) {

    /** The prices of the paid tier on 2026-11-27, from https://ai.google.dev/gemini-api/docs/pricing. */
    private static final Map<String, GeminiPrice> BY_MODEL = Map.of(
            "gemini-3.1-flash-image", new GeminiPrice(0.50, 3, 60),
            "gemini-3-pro-image", new GeminiPrice(2, 12, 120));

    /** Millionths of a US dollar; empty if the price of the model is unknown. */
    static OptionalLong cost(String model, GeminiUsage usage) {
        GeminiPrice price = BY_MODEL.get(model);
        return price == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(
                        usage.input() * price.input + usage.text() * price.text + usage.image() * price.image));
    }
}
