package app.nero.generation.filter;

/**
 * How a filter is to work.
 *
 * @param strength from 0 to 1: the larger, the coarser and bolder
 * @param scale the image's longer side in units of 1,024 pixels, so that strokes look alike in every size
 */
record Tuning(int seed, double strength, double scale) {

    /** A length in pixels that is given for an image of 1,024 pixels and half of the strength. */
    double length(double pixels) {
        return pixels * scale * (0.5 + strength);
    }

    int radius(double pixels) {
        return Math.max(1, (int) Math.round(length(pixels)));
    }

    Noise noise(int channel) {
        return new Noise(seed * 31 + channel);
    }
}
