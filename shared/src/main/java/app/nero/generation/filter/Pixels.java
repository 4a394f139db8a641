package app.nero.generation.filter;

/**
 * An image as three planes of red, green and blue, with values from 0 to 1 in sRGB. Planes may exceed that range between steps.
 *
 * @param red row by row; the other planes alike
 */
public record Pixels(int width, int height, float[] red, float[] green, float[] blue) {

    public static Pixels of(int width, int height) {
        return new Pixels(width, height, new float[width * height], new float[width * height],
                new float[width * height]);
    }

    public int size() {
        return width * height;
    }

    /** Brightness as the eye weighs colours (ITU-R BT.709). */
    public float[] luminance() {
        float[] plane = new float[size()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = luminance(i);
        }
        return plane;
    }

    public float luminance(int i) {
        return 0.2126f * red[i] + 0.7152f * green[i] + 0.0722f * blue[i];
    }

    public void set(int i, float r, float g, float b) {
        red[i] = r;
        green[i] = g;
        blue[i] = b;
    }

    /** Multiplies a pixel, which darkens or lightens it. */
    public void multiply(int i, float factor) {
        set(i, red[i] * factor, green[i] * factor, blue[i] * factor);
    }

    /** Moves a pixel away from its own gray, or towards it if the factor is below 1. */
    public void saturate(int i, float factor) {
        float gray = luminance(i);
        set(i, gray + (red[i] - gray) * factor, gray + (green[i] - gray) * factor,
                gray + (blue[i] - gray) * factor);
    }

    /** Moves each pixel towards that of another image of the same size, by a weight from 0 to 1. */
    public void mix(Pixels other, float[] weights) {
        for (int i = 0; i < size(); i++) {
            float weight = weights[i];
            set(i, red[i] + (other.red[i] - red[i]) * weight, green[i] + (other.green[i] - green[i]) * weight,
                    blue[i] + (other.blue[i] - blue[i]) * weight);
        }
    }

    public Pixels copy() {
        return new Pixels(width, height, red.clone(), green.clone(), blue.clone());
    }

    /** An index with the coordinates clamped to the image. */
    public int at(int x, int y) {
        return Math.clamp(y, 0, height - 1) * width + Math.clamp(x, 0, width - 1);
    }

    public static float clamp(float value) {
        return Math.clamp(value, 0f, 1f);
    }

    /** 0 below the first edge, 1 above the second, and smooth between them. */
    public static float smoothStep(float from, float to, float value) {
        float t = clamp((value - from) / (to - from));
        return t * t * (3 - 2 * t);
    }
}
