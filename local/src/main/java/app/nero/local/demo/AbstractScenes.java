package app.nero.local.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Shapes and colours that stand for nothing. */
final class AbstractScenes {

    static final List<Scene> ALL = List.of(AbstractScenes::circles, AbstractScenes::tiles, AbstractScenes::ribbons,
            AbstractScenes::quarters, AbstractScenes::facets, AbstractScenes::rings, AbstractScenes::waves,
            AbstractScenes::spiral, AbstractScenes::blots);

    private AbstractScenes() {}

    private static Color[] colours(Palette p) {
        return new Color[]{p.first(), p.second(), p.middle(), p.far(), p.top(), p.near()};
    }

    static void circles(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.bottom(), Color.WHITE, 0.55));
        Color[] colours = colours(p);
        for (int i = 0; i < 9; i++) {
            double r = c.width * c.between(0.1, 0.3);
            c.disc(c.width * c.between(0.2, 0.8), c.height * c.between(0.18, 0.82), r,
                    Canvas.alpha(colours[i % colours.length], 0.62));
        }
        for (int i = 0; i < 3; i++) {
            double r = c.width * c.between(0.12, 0.35);
            c.line(new Ellipse2D.Double(c.width * c.between(0.2, 0.7) - r, c.height * c.between(0.2, 0.7) - r, 2 * r,
                    2 * r), 2, p.near());
        }
    }

    /** Eight-pointed stars and the crosses between them, as on Persian walls. */
    static void tiles(Canvas c) {
        Palette p = c.palette;
        Color ground = new Color(0x0f5e7a);
        c.fill(ground);
        double pitch = c.width / (c.random.nextBoolean() ? 4.0 : 5.0);
        Color[] stars = {new Color(0x1fa3a8), p.first(), new Color(0xf1e2bd)};
        for (int row = -1; row * pitch < c.height + pitch; row++) {
            for (int column = -1; column * pitch < c.width + pitch; column++) {
                double x = column * pitch + pitch / 2;
                double y = row * pitch + pitch / 2;
                Color color = stars[Math.floorMod(row + column, 2)];
                Path2D star = Shapes.star(x, y, pitch * 0.5, pitch * 0.383, 8, 0);
                c.shape(star, color);
                c.line(star, pitch * 0.025, new Color(0xf1e2bd));
                c.shape(Shapes.star(x, y, pitch * 0.33, pitch * 0.25, 8, Math.PI / 8), Canvas.mix(color, ground, 0.7));
                for (int petal = 0; petal < 8; petal++) {
                    double angle = Math.PI * petal / 4;
                    c.disc(x + Math.cos(angle) * pitch * 0.17, y + Math.sin(angle) * pitch * 0.17, pitch * 0.055,
                            stars[2]);
                }
                c.disc(x, y, pitch * 0.09, p.second());
                c.disc(x, y, pitch * 0.04, stars[2]);
                c.shape(Shapes.star(x + pitch / 2, y + pitch / 2, pitch * 0.15, pitch * 0.06, 4, 0),
                        new Color(0xe3b04b));
            }
        }
        c.vignette(0.35);
    }

    static void ribbons(Canvas c) {
        Palette p = c.palette;
        c.sky(p.near(), Canvas.mix(p.near(), p.top(), 0.6), p.top());
        Color[] colours = {p.first(), p.middle(), p.second(), p.bottom()};
        for (int band = 0; band < 4; band++) {
            double phase = c.between(0, 6);
            double slope = c.between(-0.25, 0.25);
            double centre = c.height * (0.2 + 0.2 * band);
            int lines = 70;
            for (int i = 0; i < lines; i++) {
                double t = (double) i / lines;
                Path2D path = new Path2D.Double();
                for (double x = -10; x <= c.width + 10; x += 12) {
                    double s = x / c.width;
                    double y = centre + slope * (x - c.width / 2.0)
                            + Math.sin(s * 4.2 + phase + t * 1.1) * c.height * 0.13
                            + (t - 0.5) * c.height * 0.24 * (0.35 + 0.65 * Math.sin(s * 3 + phase * 1.7));
                    if (x < 0) {
                        path.moveTo(x, y);
                    } else {
                        path.lineTo(x, y);
                    }
                }
                double shine = Math.pow(Math.sin(t * Math.PI), 3);
                c.line(path, c.height * 0.0065,
                        Canvas.alpha(Canvas.mix(Canvas.mix(p.near(), colours[band], 0.35 + 0.65 * t),
                                Color.WHITE, shine * 0.35), 0.75));
            }
        }
        c.vignette(0.3);
    }

    static void quarters(Canvas c) {
        Palette p = c.palette;
        Color paper = new Color(0xf3ead9);
        c.fill(paper);
        Color[] colours = {p.first(), p.second(), p.top(), p.near(), p.middle()};
        double cell = c.width / 5.0;
        for (double y = 0; y < c.height; y += cell) {
            for (double x = 0; x < c.width - 1; x += cell) {
                Color back = c.random.nextInt(3) == 0 ? colours[c.random.nextInt(colours.length)] : paper;
                Color front = colours[c.random.nextInt(colours.length)];
                c.box(x, y, cell + 1, cell + 1, back);
                if (front.equals(back)) {
                    front = paper;
                }
                switch (c.random.nextInt(5)) {
                    case 0 -> c.disc(x + cell / 2, y + cell / 2, cell * 0.36, front);
                    case 1 -> {
                        int corner = c.random.nextInt(4);
                        c.shape(new Arc2D.Double(x - cell + (corner % 2) * cell, y - cell + (corner / 2) * cell,
                                cell * 2,
                                cell * 2, corner == 0 ? 270 : corner == 1 ? 180 : corner == 2 ? 0 : 90, 90, Arc2D.PIE),
                                front);
                    }
                    case 2 -> {
                        for (int i = 0; i < 4; i++) {
                            c.box(x, y + cell * (0.06 + i * 0.25), cell, cell * 0.12, front);
                        }
                    }
                    case 3 -> {
                        Path2D half = new Path2D.Double();
                        half.moveTo(x, y);
                        half.lineTo(x + cell, y);
                        half.lineTo(x, y + cell);
                        c.shape(half, front);
                    }
                    default -> {
                        c.disc(x + cell / 2, y + cell / 2, cell * 0.42, front);
                        c.disc(x + cell / 2, y + cell / 2, cell * 0.22, back);
                    }
                }
            }
        }
    }

    static void facets(Canvas c) {
        Palette p = c.palette;
        int columns = 11;
        int rows = (int) Math.round(columns * (double) c.height / c.width);
        double[][][] points = new double[rows + 3][columns + 3][2];
        for (int row = 0; row < rows + 3; row++) {
            for (int column = 0; column < columns + 3; column++) {
                points[row][column][0] = (column - 1 + c.between(-0.38, 0.38) + (row % 2) * 0.5) * c.width / columns;
                points[row][column][1] = (row - 1 + c.between(-0.38, 0.38)) * c.height / rows;
            }
        }
        c.fill(p.middle());
        for (int row = 0; row < rows + 2; row++) {
            for (int column = 0; column < columns + 2; column++) {
                facet(c, points[row][column], points[row][column + 1], points[row + 1][column]);
                facet(c, points[row][column + 1], points[row + 1][column + 1], points[row + 1][column]);
            }
        }
    }

    private static void facet(Canvas c, double[] a, double[] b, double[] d) {
        Palette p = c.palette;
        double across = (a[0] + b[0] + d[0]) / 3 / c.width;
        double down = (a[1] + b[1] + d[1]) / 3 / c.height;
        double t = Math.clamp(down * 0.75 + across * 0.25 + c.between(-0.09, 0.09), 0, 1);
        Color color = t < 0.5 ? Canvas.mix(p.top(), p.middle(), t * 2) : Canvas.mix(p.middle(), p.bottom(), t * 2 - 1);
        double sun = Math.hypot(across - 0.68, (down - 0.3) * c.height / c.width);
        color = Canvas.mix(color, p.light(), Math.max(0, 0.75 - sun * 1.7));
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(a[0], a[1]);
        triangle.lineTo(b[0], b[1]);
        triangle.lineTo(d[0], d[1]);
        triangle.closePath();
        Color shaded = Canvas.mix(color, c.random.nextBoolean() ? Color.WHITE : p.near(), c.between(0, 0.14));
        c.shape(triangle, shaded);
        c.line(triangle, 0.8, shaded);
    }

    static void rings(Canvas c) {
        Palette p = c.palette;
        Color[] colours = {p.near(), p.first(), p.bottom(), p.second(), p.far(), p.light(), p.middle()};
        double x = c.width * c.between(0.3, 0.7);
        double y = c.height * c.between(0.35, 0.65);
        double reach = Math.hypot(c.width, c.height);
        c.fill(p.top());
        double[] phase = c.random.doubles(3, 0, 6).toArray();
        int count = 0;
        for (double r = reach * 0.85; r > 6; r -= reach * c.between(0.012, 0.042)) {
            Path2D ring = new Path2D.Double();
            for (int i = 0; i <= 120; i++) {
                double angle = 2 * Math.PI * i / 120;
                double wobble = r * (1 + 0.035 * Math.sin(angle * 3 + phase[0])
                        + 0.022 * Math.sin(angle * 5 + phase[1] + r * 0.01));
                if (i == 0) {
                    ring.moveTo(x + Math.cos(angle) * wobble, y + Math.sin(angle) * wobble);
                } else {
                    ring.lineTo(x + Math.cos(angle) * wobble, y + Math.sin(angle) * wobble);
                }
            }
            c.shape(ring, colours[count++ % colours.length]);
        }
    }

    static void waves(Canvas c) {
        Palette p = c.palette;
        Color ground = new Color(0x0b0c10);
        c.fill(ground);
        int lines = 46;
        double[] centre = c.random.doubles(4, 0.25, 0.75).toArray();
        for (int i = 0; i < lines; i++) {
            double base = c.height * (0.2 + 0.66 * i / lines);
            Path2D path = new Path2D.Double();
            path.moveTo(c.width * 0.12, base);
            double seed = c.between(0, 10);
            for (double x = c.width * 0.12; x <= c.width * 0.88; x += 3) {
                double s = x / c.width;
                double hill = 0;
                for (double middle : centre) {
                    hill += Math.exp(-Math.pow((s - middle) * 9, 2));
                }
                double rough = 0.55 + 0.25 * Math.sin(s * 60 + seed * 7) + 0.2 * Math.sin(s * 133 + seed * 3);
                path.lineTo(x, base - hill * Math.abs(rough) * c.height * 0.075 * (0.6 + 0.4 * Math.sin(seed)));
            }
            Path2D filled = new Path2D.Double(path);
            filled.lineTo(c.width * 0.88, base + c.height * 0.1);
            filled.lineTo(c.width * 0.12, base + c.height * 0.1);
            filled.closePath();
            c.shape(filled, ground);
            c.line(path, 1.7, Canvas.mix(p.first(), p.light(), (double) i / lines));
        }
    }

    static void spiral(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.bottom(), Color.WHITE, 0.5));
        double reach = Math.min(c.width, c.height) * 0.47;
        int dots = 620;
        for (int i = 0; i < dots; i++) {
            double t = Math.sqrt((double) i / dots);
            double angle = i * 2.399963;
            double size = reach * 0.007 + reach * 0.026 * t * (0.55 + 0.45 * Math.sin(t * 14));
            c.disc(c.width / 2.0 + Math.cos(angle) * t * reach, c.height / 2.0 + Math.sin(angle) * t * reach, size,
                    Canvas.mix(p.first(), p.near(), t));
        }
    }

    static void blots(Canvas c) {
        Palette p = c.palette;
        c.fill(new Color(0xfaf6ee));
        Color[] colours = {p.first(), p.second(), p.far(), p.middle()};
        for (int blot = 0; blot < 9; blot++) {
            double x = c.width * c.between(0.15, 0.85);
            double y = c.height * c.between(0.15, 0.85);
            double r = c.width * c.between(0.1, 0.27);
            Color color = colours[blot % colours.length];
            for (int layer = 0; layer < 14; layer++) {
                Path2D path = new Path2D.Double();
                double[] phase = c.random.doubles(4, 0, 6).toArray();
                for (int i = 0; i <= 70; i++) {
                    double angle = 2 * Math.PI * i / 70;
                    double reach = r
                            * (0.8 + 0.16 * Math.sin(angle * 2 + phase[0]) + 0.1 * Math.sin(angle * 5 + phase[1])
                                    + 0.05 * Math.sin(angle * 11 + phase[2]) + 0.03 * Math.sin(angle * 23 + phase[3]));
                    if (i == 0) {
                        path.moveTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
                    } else {
                        path.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
                    }
                }
                c.shape(path, Canvas.alpha(color, 0.07));
            }
        }
        for (int i = 0; i < 130; i++) {
            c.disc(c.width * c.random.nextDouble(), c.height * c.random.nextDouble(),
                    Math.pow(c.random.nextDouble(), 5) * 8 + 0.6,
                    Canvas.alpha(colours[c.random.nextInt(colours.length)], 0.55));
        }
        c.pen.setStroke(new BasicStroke(1));
    }
}
