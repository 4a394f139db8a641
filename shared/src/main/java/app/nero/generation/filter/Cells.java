package app.nero.generation.filter;

/** Filters that cut the image into cells: halftone and mosaic. */
final class Cells {

    /** Angles of the screens of cyan, magenta, yellow and black, in degrees, as printers use them. */
    private static final double[] ANGLES = {15, 75, 0, 45};

    private Cells() {}

    /** Dots of four inks on paper. */
    static Pixels halftone(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        double pitch = Math.max(4, tuning.length(6));
        Pixels soft = new Pixels(width, height, Blur.gaussian(source.red(), width, height, pitch / 4),
                Blur.gaussian(source.green(), width, height, pitch / 4),
                Blur.gaussian(source.blue(), width, height, pitch / 4));
        Pixels printed = Pixels.of(width, height);
        float[] inks = new float[4];
        for (int i = 0; i < printed.size(); i++) {
            soft.saturate(i, 1.3f);
            // Dots grow in print, so the image is lightened first.
            float r = (float) Math.pow(Pixels.clamp(soft.red()[i]), 0.62);
            float g = (float) Math.pow(Pixels.clamp(soft.green()[i]), 0.62);
            float b = (float) Math.pow(Pixels.clamp(soft.blue()[i]), 0.62);
            float black = 0.85f * (1 - Math.max(r, Math.max(g, b)));
            float rest = Math.max(1e-3f, 1 - black);
            inks[0] = dot((1 - r - black) / rest, i % width, i / width, pitch, ANGLES[0]);
            inks[1] = dot((1 - g - black) / rest, i % width, i / width, pitch, ANGLES[1]);
            inks[2] = dot((1 - b - black) / rest, i % width, i / width, pitch, ANGLES[2]);
            inks[3] = 1 - 0.9f * dot(black, i % width, i / width, pitch, ANGLES[3]);
            printed.set(i, (0.98f - 0.93f * inks[0]) * (1 - 0.05f * inks[1]) * inks[3],
                    (0.96f - 0.88f * inks[1]) * (1 - 0.3f * inks[0]) * inks[3],
                    (0.91f - 0.85f * inks[2]) * (1 - 0.2f * inks[1]) * inks[3]);
        }
        return printed;
    }

    /** How much of a pixel a dot covers, from 0 to 1. */
    private static float dot(float amount, int x, int y, double pitch, double degrees) {
        double angle = Math.toRadians(degrees);
        double u = (x * Math.cos(angle) + y * Math.sin(angle)) / pitch;
        double v = (y * Math.cos(angle) - x * Math.sin(angle)) / pitch;
        double distance = Math.hypot(u - Math.rint(u), v - Math.rint(v));
        double radius = 0.72 * Math.sqrt(Math.clamp(amount, 0f, 1f));
        return Pixels.smoothStep((float) (0.5 / pitch), (float) (-0.5 / pitch), (float) (distance - radius));
    }

    /** Stained glass: irregular tiles of one colour each, with lead between them. */
    static Pixels mosaic(Pixels source, Tuning tuning) {
        int width = source.width();
        int height = source.height();
        double pitch = Math.max(6, tuning.length(11));
        int columns = (int) (width / pitch) + 3;
        int rows = (int) (height / pitch) + 3;
        Noise jitter = tuning.noise(1);
        Noise glass = tuning.noise(2);
        double[] centersX = new double[columns * rows];
        double[] centersY = new double[columns * rows];
        for (int tile = 0; tile < centersX.length; tile++) {
            int column = tile % columns;
            int row = tile / columns;
            centersX[tile] = (column - 1 + 0.15 + 0.7 * jitter.white(column, row)) * pitch;
            centersY[tile] = (row - 1 + 0.15 + 0.7 * jitter.white(column + 4096, row)) * pitch;
        }
        Pixels tiles = Pixels.of(width, height);
        int[] nearest = new int[width * height];
        float[] lead = new float[width * height];
        for (int i = 0; i < nearest.length; i++) {
            place(i % width, i / width, pitch, columns, rows, centersX, centersY, i, nearest, lead);
        }
        float[] sums = new float[centersX.length * 4];
        for (int i = 0; i < nearest.length; i++) {
            int at = nearest[i] * 4;
            sums[at] += source.red()[i];
            sums[at + 1] += source.green()[i];
            sums[at + 2] += source.blue()[i];
            sums[at + 3]++;
        }
        for (int i = 0; i < nearest.length; i++) {
            int at = nearest[i] * 4;
            float light = (0.9f + 0.2f * glass.white(nearest[i], 7)) / sums[at + 3];
            tiles.set(i, sums[at] * light, sums[at + 1] * light, sums[at + 2] * light);
            tiles.saturate(i, 1.5f);
            tiles.multiply(i, 1.05f * (0.12f + 0.88f * lead[i]));
        }
        return tiles;
    }

    /** Finds the nearest centre, and how far the border to the second nearest is. */
    private static void place(int x, int y, double pitch, int columns, int rows, double[] centersX, double[] centersY,
            int i, int[] nearest, float[] lead) {
        double first = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        int column = (int) (x / pitch) + 1;
        int row = (int) (y / pitch) + 1;
        for (int r = Math.max(0, row - 2); r <= Math.min(rows - 1, row + 2); r++) {
            for (int c = Math.max(0, column - 2); c <= Math.min(columns - 1, column + 2); c++) {
                int tile = r * columns + c;
                double distance = Math.hypot(x - centersX[tile], y - centersY[tile]);
                if (distance < first) {
                    second = first;
                    first = distance;
                    nearest[i] = tile;
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        lead[i] = Pixels.smoothStep((float) (pitch * 0.03), (float) (pitch * 0.13), (float) (second - first));
    }
}
