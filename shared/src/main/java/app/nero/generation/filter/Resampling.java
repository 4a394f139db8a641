package app.nero.generation.filter;

/**
 * Scales lines of pixels with a Lanczos filter of three lobes.
 *
 * @param first the first source pixel of each target pixel; may lie before the line
 * @param weights of the source pixels of each target pixel, one target pixel after another
 */
record Resampling(int sourceLength, int[] first, int taps, float[] weights) {

    private static final int LOBES = 3;

    static Resampling of(int sourceLength, int targetLength) {
        double ratio = (double) sourceLength / targetLength;
        double stretch = Math.max(1, ratio);
        int taps = 2 * (int) Math.ceil(LOBES * stretch) + 1;
        int[] first = new int[targetLength];
        float[] weights = new float[targetLength * taps];
        for (int i = 0; i < targetLength; i++) {
            double center = (i + 0.5) * ratio - 0.5;
            first[i] = (int) Math.floor(center) - taps / 2;
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                weights[i * taps + k] = (float) lanczos((first[i] + k - center) / stretch);
                sum += weights[i * taps + k];
            }
            for (int k = 0; k < taps; k++) {
                weights[i * taps + k] /= (float) sum;
            }
        }
        return new Resampling(sourceLength, first, taps, weights);
    }

    private static double lanczos(double x) {
        if (x == 0) {
            return 1;
        }
        double angle = Math.PI * x;
        return Math.abs(x) < LOBES ? LOBES * Math.sin(angle) * Math.sin(angle / LOBES) / (angle * angle) : 0;
    }

    /** Scales one line. Pixels beyond its ends repeat the last one. Values stay in the range from 0 to 1. */
    void apply(float[] from, int fromStart, int fromStep, float[] to, int toStart, int toStep) {
        for (int i = 0; i < first.length; i++) {
            float sum = 0;
            for (int k = 0; k < taps; k++) {
                int at = Math.clamp(first[i] + k, 0, sourceLength - 1);
                sum += weights[i * taps + k] * from[fromStart + at * fromStep];
            }
            // Next to hard edges the sum overshoots.
            to[toStart + i * toStep] = Pixels.clamp(sum);
        }
    }
}
