package app.nero.local.demo;

import java.awt.geom.Path2D;

/** Outlines that several scenes are made of. */
final class Shapes {

    private Shapes() {}

    /** An arch with a point, open at the bottom: its box from the top left corner. */
    record PointedArch(double x, double y, double width, double height) {

        Path2D path() {
            Path2D path = new Path2D.Double();
            double spring = y + Math.min(height * 0.55, width * 0.7);
            path.moveTo(x, y + height);
            path.lineTo(x, spring);
            path.quadTo(x + width * 0.05, y + (spring - y) * 0.3, x + width / 2, y);
            path.quadTo(x + width * 0.95, y + (spring - y) * 0.3, x + width, spring);
            path.lineTo(x + width, y + height);
            path.closePath();
            return path;
        }
    }

    /** A star of that many points. */
    static Path2D star(double x, double y, double radius, int points) {
        return star(x, y, radius, radius * 0.62, points, 0);
    }

    static Path2D star(double x, double y, double outer, double inner, int points, double turn) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < points * 2; i++) {
            double angle = turn + Math.PI * i / points;
            double reach = i % 2 == 0 ? outer : inner;
            if (i == 0) {
                path.moveTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
            } else {
                path.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
            }
        }
        path.closePath();
        return path;
    }
}
