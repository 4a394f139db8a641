package app.nero.generation;

import java.util.Optional;

/**
 * How an image is to be generated.
 *
 * @param aspectRatio of the result; empty keeps that of the source
 * @param factor by which an upscale enlarges, 2 or 4; empty for other types
 * @param seed a non-negative number; an engine with a fixed seed repeats its result if it can
 * @param strength how much the result may differ from its source, from 0 to 1
 * @param keepIdentity whether faces must stay recognizable
 * @param priceVersion the version of the price list that the price was computed with
 */
public record ImageOptions(Optional<AspectRatio> aspectRatio, ImageSize size, Optional<Integer> factor, int seed,
        double strength, boolean keepIdentity, EngineTier engine, int priceVersion) {}
