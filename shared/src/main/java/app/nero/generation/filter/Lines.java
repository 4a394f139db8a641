package app.nero.generation.filter;

/** Filters that draw with lines: pencil and ink. */
final class Lines {

    private static final float[] PAPER = {0.975f, 0.96f, 0.93f};

    private Lines() {}

    /** Graphite on paper: dark where the image is darker than its surroundings, with hatching in the shadows. */
    static Pixels pencil(Pixels source, Tuning tuning) {
        int width = source.width();
        float[] light = source.luminance();
        float[] around = Blur.gaussian(light, width, source.height(), tuning.length(7));
        Noise grain = tuning.noise(1);
        Pixels drawn = Pixels.of(width, source.height());
        for (int i = 0; i < light.length; i++) {
            int x = i % width;
            int y = i / width;
            // A colour dodge of the image and its blurred negative leaves the lines.
            float line = Math.min(1, (light[i] + 0.02f) / (around[i] + 0.02f));
            float tone = (float) Math.pow(line, 3.2);
            float shade = 1 - hatching(light[i], x, y, tuning) * 0.72f;
            float paper = grain.paper(x / tuning.scale(), y / tuning.scale());
            float graphite = (1 - tone * shade) * (0.72f + 0.5f * paper);
            float value = 1 - 0.86f * Pixels.clamp(graphite);
            drawn.set(i, PAPER[0] * value, PAPER[1] * value, PAPER[2] * value);
        }
        return drawn;
    }

    /** Strokes along one diagonal, crossed by others in the deepest shadows; 0 in the light, up to 1. */
    private static float hatching(float light, int x, int y, Tuning tuning) {
        double along = (x + y) / (1.42 * tuning.scale());
        double across = (x - y) / (1.42 * tuning.scale());
        float first = Pixels.smoothStep(0.3f, 0.7f, tuning.noise(2).smooth(along / 46, across / 2.1));
        float second = Pixels.smoothStep(0.35f, 0.7f, tuning.noise(4).smooth(across / 34, along / 2.4));
        float shadow = Pixels.smoothStep(0.66f, 0.15f, light);
        float depth = Pixels.smoothStep(0.36f, 0.1f, light);
        return Pixels.clamp(shadow * (0.45f + 0.55f * first) + depth * (0.25f + 0.45f * second));
    }

    /** Black ink on paper, as a brush or a woodcut leaves it. */
    static Pixels ink(Pixels source, Tuning tuning) {
        float[] ink = edges(source.luminance(), source.width(), source.height(), tuning.length(1.5), 0.48f);
        Noise grain = tuning.noise(3);
        Pixels drawn = Pixels.of(source.width(), source.height());
        for (int i = 0; i < ink.length; i++) {
            float paper = 0.96f + 0.04f * grain.paper(i % source.width() / tuning.scale(),
                    i / source.width() / tuning.scale());
            float value = ink[i];
            drawn.set(i, (0.07f + 0.93f * value) * PAPER[0] * paper, (0.07f + 0.93f * value) * PAPER[1] * paper,
                    (0.1f + 0.9f * value) * PAPER[2] * paper);
        }
        return drawn;
    }

    /**
     * Lines and dark areas, from 0 for ink to 1 for paper: extended differences of Gaussians (Winnemöller and others, 2012).
     *
     * @param level the brightness below which areas are filled
     */
    static float[] edges(float[] light, int width, int height, double sigma, float level) {
        float[] fine = Blur.gaussian(light, width, height, sigma);
        float[] coarse = Blur.gaussian(light, width, height, sigma * 3.2);
        float[] lines = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            float sharp = fine[i] + 9 * (fine[i] - coarse[i]);
            lines[i] = sharp >= level ? 1 : (float) (1 + Math.tanh(7 * (sharp - level)));
        }
        return lines;
    }
}
