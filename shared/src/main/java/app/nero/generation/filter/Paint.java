package app.nero.generation.filter;

/** Filters that paint with areas of colour: watercolour, oil and comic. */
final class Paint {

    private Paint() {}

    static Pixels watercolour(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        Pixels wash = smooth(smooth(source, tuning.radius(5)), tuning.radius(3));
        float[] light = wash.luminance();
        float[] around = Blur.gaussian(light, width, height, tuning.length(5));
        Noise pigment = tuning.noise(1);
        Noise grain = tuning.noise(2);
        for (int i = 0; i < light.length; i++) {
            double x = i % width / tuning.scale();
            double y = i / width / tuning.scale();
            wash.saturate(i, 1.35f);
            // Colour gathers at the edge of each wash and in the hollows of the paper, and flows unevenly.
            float edge = 1 - 1.1f * Math.abs(light[i] - around[i]);
            float flow = 0.8f + 0.42f * (0.6f * pigment.smooth(x / 90, y / 90) + 0.4f * pigment.smooth(x / 28, y / 28));
            float paper = 0.9f + 0.2f * grain.paper(x, y);
            float density = 1.12f * edge / (flow * paper);
            float wet = margin(i % width, i / width, width, height, tuning);
            wash.set(i, glaze(wash.red()[i], density, wet), glaze(wash.green()[i], density, wet),
                    glaze(wash.blue()[i], density, wet));
        }
        return wash;
    }

    /** The paper shows through a layer of paint. */
    private static float glaze(float value, float density, float wet) {
        float lifted = 0.08f + 0.92f * (float) Math.pow(Pixels.clamp(value), 0.82);
        return 1 - (1 - (float) Math.pow(lifted, density)) * wet;
    }

    /** 0 at the unpainted edge of the sheet, 1 inside. */
    private static float margin(int x, int y, int width, int height, Tuning tuning) {
        double distance = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) / tuning.scale();
        double ragged = 18 + 26 * tuning.noise(3).smooth(x / (60 * tuning.scale()), y / (60 * tuning.scale()));
        return Pixels.smoothStep((float) (ragged - 9), (float) (ragged + 9), (float) distance);
    }

    static Pixels oil(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        Pixels paint = smooth(smooth(source, tuning.radius(7)), tuning.radius(5));
        float[] light = paint.luminance();
        Noise bristle = tuning.noise(1);
        float[] relief = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            double x = i % width / tuning.scale();
            double y = i / width / tuning.scale();
            // Bristles run along a slowly turning direction.
            double angle = 6.3 * tuning.noise(2).smooth(x / 150, y / 150);
            double along = x * Math.cos(angle) + y * Math.sin(angle);
            double across = y * Math.cos(angle) - x * Math.sin(angle);
            relief[i] = 0.55f * light[i] + 0.3f * bristle.smooth(along / 26, across / 2.6);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float slope = relief[i] - relief[paint.at(x - 1, y - 1)];
                paint.saturate(i, 1.4f);
                paint.multiply(i, 1.02f + Math.clamp(slope * 2.4f, -0.22f, 0.22f));
            }
        }
        return paint;
    }

    static Pixels comic(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        Pixels flat = smooth(smooth(source, tuning.radius(5)), tuning.radius(4));
        float[] ink = Lines.edges(source.luminance(), width, height, tuning.length(1.5), 0.3f);
        double pitch = 6.5 * tuning.scale();
        for (int i = 0; i < ink.length; i++) {
            float light = flat.luminance(i);
            float level = levels(light, 5);
            flat.saturate(i, 1.75f);
            flat.multiply(i, (0.06f + level) / (0.06f + light));
            int x = i % width;
            int y = i / width;
            // Dots of a printing screen in the middle tones.
            double dot = Math.sin((x + y) / pitch * 2.2) * Math.sin((x - y) / pitch * 2.2);
            boolean isDotted = light > 0.22f && light < 0.5f && dot > 0.35;
            flat.multiply(i, (isDotted ? 0.78f : 1.06f) * (0.04f + 0.96f * ink[i]));
        }
        return flat;
    }

    /** Steps with short slopes between them. */
    private static float levels(float value, int count) {
        float scaled = Pixels.clamp(value) * count;
        float step = (float) Math.floor(scaled);
        return (step + Pixels.smoothStep(0.35f, 0.65f, scaled - step)) / count;
    }

    /**
     * Flat areas with sharp edges (Kuwahara and others, 1976): each pixel becomes the mean of that one of its neighbouring squares
     * which varies least.
     */
    static Pixels smooth(Pixels source, int radius) {
        int width = source.width();
        int height = source.height();
        int half = Math.max(1, radius / 2);
        float[] light = source.luminance();
        float[] square = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            square[i] = light[i] * light[i];
        }
        float[] mean = Blur.box(light, width, height, half);
        float[] variance = Blur.box(square, width, height, half);
        for (int i = 0; i < light.length; i++) {
            variance[i] -= mean[i] * mean[i];
        }
        Pixels means = new Pixels(width, height, Blur.box(source.red(), width, height, half),
                Blur.box(source.green(), width, height, half), Blur.box(source.blue(), width, height, half));
        Pixels smooth = Pixels.of(width, height);
        int side = half * 3 / 2 + 1;
        int[] dx = {half, -half, half, -half, side, -side, 0, 0};
        int[] dy = {half, half, -half, -half, 0, 0, side, -side};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int best = source.at(x + dx[0], y + dy[0]);
                for (int k = 1; k < dx.length; k++) {
                    int other = source.at(x + dx[k], y + dy[k]);
                    best = variance[other] < variance[best] ? other : best;
                }
                smooth.set(y * width + x, means.red()[best], means.green()[best], means.blue()[best]);
            }
        }
        return smooth;
    }
}
