package app.nero.generation.filter;

/** Filters that replace colours: duotone, neon, and the colours of another image. */
final class Tones {

    /** Shadow, middle and light of each palette, as 0xRRGGBB. */
    private static final int[][] PALETTES = {{0x1b1464, 0xd9376e, 0xffe8c2}, {0x0b1f3a, 0x1fa2a6, 0xfdf3d1},
            {0x2b0f3f, 0xf2545b, 0xf9e0a2}, {0x06281f, 0x3f9b63, 0xf3efc7}, {0x22103d, 0x5b5bd6, 0xffd9ec},
            {0x301008, 0xd9742b, 0xfff1d6}};

    private Tones() {}

    /** Prints the brightness in a few inks. */
    static Pixels duotone(Pixels source, Tuning tuning) {
        int[] palette = PALETTES[Math.floorMod(tuning.seed(), PALETTES.length)];
        float[] light = source.luminance();
        float[] around = Blur.gaussian(light, source.width(), source.height(), tuning.length(24));
        Noise grain = tuning.noise(1);
        Pixels printed = Pixels.of(source.width(), source.height());
        for (int i = 0; i < light.length; i++) {
            // Local contrast, so that flat photos print well too.
            float local = light[i] + 0.55f * (light[i] - around[i]);
            float speck = 0.05f * (grain.white(i % source.width(), i / source.width()) - 0.5f);
            float tone = Pixels.smoothStep(0.02f, 0.98f, local + speck);
            printed.set(i, tone(palette, tone, 16), tone(palette, tone, 8), tone(palette, tone, 0));
        }
        return printed;
    }

    private static float tone(int[] palette, float tone, int shift) {
        float position = tone * (palette.length - 1);
        int from = Math.min((int) position, palette.length - 2);
        float low = (palette[from] >> shift & 0xff) / 255f;
        float high = (palette[from + 1] >> shift & 0xff) / 255f;
        return low + (high - low) * (position - from);
    }

    /** Glowing outlines in the dark. */
    static Pixels neon(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        Pixels flat = Paint.smooth(source, tuning.radius(4));
        float[] light = Blur.gaussian(flat.luminance(), width, height, 0.8 * tuning.scale());
        Pixels glow = Pixels.of(width, height);
        double turn = (tuning.seed() & 0xff) / 256.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float dx = light[flat.at(x + 1, y)] - light[flat.at(x - 1, y)];
                float dy = light[flat.at(x, y + 1)] - light[flat.at(x, y - 1)];
                float edge = Pixels.smoothStep(0.02f, 0.16f, (float) Math.hypot(dx, dy) * (float) tuning.scale());
                double hue = turn + 0.35 * x / width + 0.25 * y / height + 0.3 * light[i];
                glow.set(i, edge * hue(hue), edge * hue(hue + 1 / 3.0), edge * hue(hue + 2 / 3.0));
            }
        }
        Pixels halo = new Pixels(width, height, Blur.gaussian(glow.red(), width, height, tuning.length(7)),
                Blur.gaussian(glow.green(), width, height, tuning.length(7)),
                Blur.gaussian(glow.blue(), width, height, tuning.length(7)));
        for (int i = 0; i < glow.size(); i++) {
            float core = 0.35f * Math.max(glow.red()[i], Math.max(glow.green()[i], glow.blue()[i]));
            glow.set(i, lit(source.red()[i], glow.red()[i] + core, halo.red()[i], 0.02f),
                    lit(source.green()[i], glow.green()[i] + core, halo.green()[i], 0.01f),
                    lit(source.blue()[i], glow.blue()[i] + core, halo.blue()[i], 0.06f));
        }
        return glow;
    }

    private static float lit(float source, float line, float halo, float night) {
        return night + 0.16f * source + line + 1.5f * halo;
    }

    /** One channel of a saturated colour. */
    private static float hue(double turn) {
        return (float) Math.clamp(0.5 + 0.75 * Math.cos(2 * Math.PI * turn), 0.0, 1.0);
    }

    /**
     * Gives an image the colours of another one: the mean and the spread of its brightness and of two colour differences (after
     * Reinhard and others, 2001).
     *
     * @param amount from 0 to 1
     */
    static Pixels recolour(Pixels source, Pixels palette, double amount) {
        double[][] own = statistics(source);
        double[][] wanted = statistics(palette);
        Pixels result = Pixels.of(source.width(), source.height());
        double[] moved = new double[3];
        for (int i = 0; i < source.size(); i++) {
            double[] values = opponents(source, i);
            for (int k = 0; k < 3; k++) {
                double spread = Math.clamp(wanted[k][1] / (own[k][1] + 1e-3), 0.6, 1.8);
                double target = (values[k] - own[k][0]) * spread + wanted[k][0];
                // The brightness follows less, or faces would vanish in dark palettes.
                moved[k] = values[k] + (target - values[k]) * amount * (k == 0 ? 0.45 : 1);
            }
            result.set(i, (float) (moved[0] + moved[1]), (float) (moved[0] - 0.297 * moved[1] - 0.101 * moved[2]),
                    (float) (moved[0] + moved[2]));
        }
        return result;
    }

    /** Brightness, red minus brightness, and blue minus brightness. */
    private static double[] opponents(Pixels pixels, int i) {
        double light = pixels.luminance(i);
        return new double[]{light, pixels.red()[i] - light, pixels.blue()[i] - light};
    }

    /** The mean and the standard deviation of each of the three values. */
    private static double[][] statistics(Pixels pixels) {
        double[] sums = new double[3];
        double[] squares = new double[3];
        for (int i = 0; i < pixels.size(); i++) {
            double[] values = opponents(pixels, i);
            for (int k = 0; k < 3; k++) {
                sums[k] += values[k];
                squares[k] += values[k] * values[k];
            }
        }
        double[][] statistics = new double[3][];
        for (int k = 0; k < 3; k++) {
            double mean = sums[k] / pixels.size();
            statistics[k] = new double[]{mean, Math.sqrt(Math.max(0, squares[k] / pixels.size() - mean * mean))};
        }
        return statistics;
    }
}
