package app.nero.generation.filter;

/** Noise from a seed: the same seed and place give the same value, from 0 to 1. */
record Noise(int seed) {

    /** Independent values for whole coordinates. */
    float white(int x, int y) {
        int hash = x * 0x27d4eb2d ^ y * 0x165667b1 ^ seed * 0x9e3779b1;
        hash = (hash ^ hash >>> 15) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return ((hash ^ hash >>> 16) >>> 8) / (float) (1 << 24);
    }

    /** Smooth hills, about one per unit. */
    float smooth(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        float u = ease((float) (x - column));
        float v = ease((float) (y - row));
        float top = white(column, row) * (1 - u) + white(column + 1, row) * u;
        float bottom = white(column, row + 1) * (1 - u) + white(column + 1, row + 1) * u;
        return top * (1 - v) + bottom * v;
    }

    /** Like the surface of paper: hills of several sizes. */
    float paper(double x, double y) {
        return 0.5f * smooth(x / 9, y / 9) + 0.3f * smooth(x / 4 + 71, y / 4) + 0.2f * smooth(x / 1.7, y / 1.7 + 37);
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }
}
