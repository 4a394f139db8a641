package app.nero.generation.filter;

/** Blurs of a plane. Their time does not depend on the radius. */
public final class Blur {

    private Blur() {}

    /** Close to a Gaussian blur: three box blurs. */
    public static float[] gaussian(float[] plane, int width, int height, double sigma) {
        int radius = Math.max(1, (int) Math.round(Math.sqrt(sigma * sigma + 0.25) - 0.5));
        float[] blurred = plane;
        for (int i = 0; i < 3; i++) {
            blurred = box(blurred, width, height, radius);
        }
        return blurred;
    }

    /** The mean of the square of side 2 × radius + 1 around each pixel; pixels beyond the edge repeat it. */
    static float[] box(float[] plane, int width, int height, int radius) {
        float[] rows = new float[plane.length];
        for (int y = 0; y < height; y++) {
            line(plane, rows, y * width, 1, width, radius);
        }
        float[] columns = new float[plane.length];
        for (int x = 0; x < width; x++) {
            line(rows, columns, x, width, height, radius);
        }
        return columns;
    }

    private static void line(float[] from, float[] to, int start, int step, int length, int radius) {
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += from[start + Math.clamp(i, 0, length - 1) * step];
        }
        float window = 2 * radius + 1;
        for (int i = 0; i < length; i++) {
            to[start + i * step] = (float) (sum / window);
            sum += from[start + Math.min(i + radius + 1, length - 1) * step]
                    - from[start + Math.max(i - radius, 0) * step];
        }
    }
}
