package app.nero.local.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The look of other decades. */
final class RetroScenes {

    private static final Color PAPER = new Color(0xf3e6c8);

    static final List<Scene> ALL = List.of(RetroScenes::synthwave, RetroScenes::car, RetroScenes::travelPoster,
            RetroScenes::stripes, RetroScenes::pixels, RetroScenes::cassette, RetroScenes::television,
            RetroScenes::deco);

    private RetroScenes() {}

    static void synthwave(Canvas c) {
        c.sky(new Color(0x120632), new Color(0x5a1277), new Color(0xff5c8a));
        c.stars(150, c.height * 0.4);
        double horizon = c.height * 0.62;
        double x = c.width * 0.5;
        double r = Math.min(c.width, c.height) * 0.26;
        double y = horizon - r * 0.55;
        c.glow(x, y, r * 2.2, new Color(0xff7ac6), 0.6);
        Shape before = c.pen.getClip();
        c.pen.setPaint(new LinearGradientPaint(0, (float) (y - r), 0, (float) (y + r), new float[]{0, 0.6f, 1},
                new Color[]{new Color(0xffe66d), new Color(0xff9e4f), new Color(0xff3d81)}));
        Area sun = new Area(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
        for (int i = 0; i < 7; i++) {
            sun.subtract(new Area(
                    new Rectangle2D.Double(x - r, y + r * (-0.05 + i * 0.16), 2 * r, r * (0.018 + i * 0.013))));
        }
        c.pen.fill(sun);
        c.pen.setClip(before);
        c.shape(c.ridge(horizon - c.height * 0.02, c.height * 0.06, 1), new Color(0x2a0a4f));
        c.box(0, horizon, c.width, c.height, new Color(0x14052e));
        Color line = new Color(0x39f3ff);
        for (int i = 0; i < 15; i++) {
            double depth = Math.pow(i / 14.0, 2.2);
            c.line(new Line2D.Double(0, horizon + (c.height - horizon) * depth, c.width,
                    horizon + (c.height - horizon) * depth),
                    1 + 1.6 * depth, Canvas.alpha(line, 0.3 + 0.6 * depth));
        }
        for (int i = -16; i <= 16; i++) {
            c.line(new Line2D.Double(x + i * c.width * 0.035, horizon, x + i * c.width * 0.22, c.height), 1.5,
                    Canvas.alpha(line, 0.65));
        }
        c.mist(horizon, c.height * 0.05, new Color(0xff7ac6), 0.7);
        palm(c, c.width * 0.13, c.height * 0.72, c.height * 0.36, 1);
        palm(c, c.width * 0.89, c.height * 0.75, c.height * 0.45, -1);
        c.vignette(0.35);
    }

    private static void palm(Canvas c, double x, double foot, double tall, int lean) {
        Color dark = new Color(0x0a0118);
        Path2D trunk = new Path2D.Double();
        trunk.moveTo(x, foot);
        trunk.quadTo(x + lean * tall * 0.02, foot - tall * 0.5, x + lean * tall * 0.14, foot - tall);
        c.line(trunk, tall * 0.028, dark);
        double topX = x + lean * tall * 0.14;
        double topY = foot - tall;
        for (int i = 0; i < 9; i++) {
            double angle = Math.PI * (0.95 + i * 0.138);
            double reach = tall * 0.32;
            Path2D leaf = new Path2D.Double();
            double endX = topX + Math.cos(angle) * reach;
            double endY = topY + Math.sin(angle) * reach * 0.55 + reach * 0.42;
            leaf.moveTo(topX, topY);
            leaf.quadTo(topX + Math.cos(angle) * reach * 0.6, topY + Math.sin(angle) * reach * 0.85, endX, endY);
            leaf.quadTo(topX + Math.cos(angle) * reach * 0.45, topY + Math.sin(angle) * reach * 0.35, topX, topY);
            c.shape(leaf, dark);
        }
    }

    static void car(Canvas c) {
        Palette p = c.palette;
        c.sky(new Color(0xe8b583), new Color(0xf3d3a2), new Color(0xfaeccd));
        c.disc(c.width * 0.75, c.height * 0.24, c.width * 0.09, new Color(0xfff4d6));
        c.shape(c.ridge(c.height * 0.46, c.height * 0.12, 0.7), new Color(0xb98a6d));
        c.shape(c.ridge(c.height * 0.56, c.height * 0.06, 0.4), new Color(0x8c7a55));
        double road = c.height * 0.66;
        c.box(0, road, c.width, c.height - road, new Color(0x6a5f59));
        c.box(0, road, c.width, c.height * 0.012, new Color(0xd8c6a2));
        for (int i = 0; i < 6; i++) {
            c.box(c.width * (0.02 + i * 0.18), c.height * 0.87, c.width * 0.1, c.height * 0.014, new Color(0xf0e2bd));
        }
        double w = c.width * 0.72;
        double x = c.width * 0.14;
        double y = c.height * 0.8;
        double h = w * 0.3;
        Color body = Canvas.mix(p.first(), new Color(0xe8742c), 0.6);
        c.shape(new Ellipse2D.Double(x - w * 0.02, y - h * 0.07, w * 1.04, h * 0.2), Canvas.alpha(Color.BLACK, 0.4));
        Path2D cabin = new Path2D.Double();
        cabin.moveTo(x + w * 0.2, y - h * 0.58);
        cabin.lineTo(x + w * 0.31, y - h * 1.02);
        cabin.lineTo(x + w * 0.68, y - h * 1.02);
        cabin.lineTo(x + w * 0.8, y - h * 0.58);
        cabin.closePath();
        c.shape(cabin, body);
        c.shape(new RoundRectangle2D.Double(x, y - h * 0.62, w, h * 0.5, h * 0.16, h * 0.16), body);
        Color glass = new Color(0x9cc7cf);
        Path2D front = new Path2D.Double();
        front.moveTo(x + w * 0.245, y - h * 0.6);
        front.lineTo(x + w * 0.335, y - h * 0.95);
        front.lineTo(x + w * 0.48, y - h * 0.95);
        front.lineTo(x + w * 0.48, y - h * 0.6);
        front.closePath();
        c.shape(front, glass);
        Path2D rear = new Path2D.Double();
        rear.moveTo(x + w * 0.505, y - h * 0.6);
        rear.lineTo(x + w * 0.505, y - h * 0.95);
        rear.lineTo(x + w * 0.66, y - h * 0.95);
        rear.lineTo(x + w * 0.755, y - h * 0.6);
        rear.closePath();
        c.shape(rear, glass);
        c.box(x, y - h * 0.38, w, h * 0.035, new Color(0xf2e3c8));
        c.box(x - w * 0.012, y - h * 0.25, w * 1.024, h * 0.075, new Color(0xd8d4cc));
        c.disc(x + w * 0.03, y - h * 0.46, h * 0.075, new Color(0xfff3c9));
        c.box(x + w * 0.96, y - h * 0.52, w * 0.035, h * 0.12, new Color(0xb3202a));
        c.box(x + w * 0.53, y - h * 0.5, w * 0.05, h * 0.03, new Color(0xd8d4cc));
        for (double wheel : new double[]{0.2, 0.79}) {
            c.disc(x + w * wheel, y - h * 0.08, h * 0.2, new Color(0x231f20));
            c.disc(x + w * wheel, y - h * 0.08, h * 0.11, new Color(0xc9c5bd));
            c.disc(x + w * wheel, y - h * 0.08, h * 0.04, new Color(0x6b6762));
        }
        faded(c);
    }

    /** An old print: warm, and pale in the dark parts. */
    private static void faded(Canvas c) {
        c.box(0, 0, c.width, c.height, Canvas.alpha(new Color(0xd98b4a), 0.14));
        c.vignette(0.4);
        c.line(new Rectangle2D.Double(0, 0, c.width, c.height), c.width * 0.06, new Color(0xf7f0df));
    }

    static void travelPoster(Canvas c) {
        Palette p = c.palette;
        c.fill(PAPER);
        double edge = c.width * 0.06;
        Canvas inner = new Canvas(c.width, c.height, p, c.random.nextLong());
        inner.sky(p.top(), p.middle(), p.bottom());
        inner.disc(c.width * 0.5, c.height * 0.34, c.width * 0.17, p.light());
        for (int i = 0; i < 5; i++) {
            inner.shape(inner.ridge(c.height * (0.46 + 0.1 * i), c.height * 0.09, i < 2 ? 0.9 : 0.15),
                    Canvas.mix(Canvas.mix(p.far(), p.first(), i == 3 ? 0.8 : 0), p.near(), i * 0.22));
        }
        double track = c.height * 0.7;
        for (int i = 0; i < 9; i++) {
            inner.shape(new Arc2D.Double(c.width * (i * 0.13 - 0.06), track, c.width * 0.11, c.height * 0.2, 0, 180,
                    Arc2D.PIE), p.near());
        }
        inner.box(0, track - c.height * 0.008, c.width, c.height * 0.02, p.near());
        for (int i = 0; i < 4; i++) {
            double x = c.width * (0.2 + 0.15 * i);
            inner.shape(new RoundRectangle2D.Double(x, track - c.height * 0.06, c.width * 0.14, c.height * 0.05, 8, 8),
                    p.first());
            for (int window = 0; window < 3; window++) {
                inner.box(x + c.width * (0.018 + 0.038 * window), track - c.height * 0.048, c.width * 0.026,
                        c.height * 0.018, p.light());
            }
        }
        c.within(new Rectangle2D.Double(edge, edge, c.width - 2 * edge, c.height * 0.86 - edge), inner, 1);
        double y = c.height * 0.9;
        c.box(c.width * 0.2, y, c.width * 0.6, c.height * 0.022, p.near());
        c.box(c.width * 0.32, y + c.height * 0.04, c.width * 0.36, c.height * 0.01, p.first());
    }

    static void stripes(Canvas c) {
        Color[] seventies = {new Color(0x4a2c2a), new Color(0x9c3d1f), new Color(0xd9692b), new Color(0xf0a63c),
                new Color(0xf6d68c)};
        c.fill(PAPER);
        double x = c.width * c.between(0.35, 0.65);
        double y = c.height * 0.58;
        double r = c.width * 0.4;
        double band = r / 6.2;
        for (int i = 0; i < 5; i++) {
            double reach = r - i * band;
            c.shape(new Ellipse2D.Double(x - reach, y - reach, 2 * reach, 2 * reach), seventies[i]);
            c.box(x - reach, y, reach * 2, c.height, seventies[i]);
        }
        c.disc(x, y, r - 5 * band, PAPER);
        c.box(x - r + 5 * band, y, 2 * (r - 5 * band), c.height, PAPER);
        for (int i = 0; i < 5; i++) {
            c.box(0, y + c.height * 0.14 + i * band, c.width, band, seventies[i]);
        }
        c.box(0, y + c.height * 0.14 + 5 * band, c.width, c.height, PAPER);
        c.disc(x, y - band * 0.4, r * 0.13, seventies[1]);
        c.vignette(0.15);
    }

    static void pixels(Canvas c) {
        int cell = 8;
        Canvas small = new Canvas(c.width / cell + 1, c.height / cell + 1, c.palette, c.random.nextLong());
        small.pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        Palette p = c.palette;
        int w = small.width;
        int h = small.height;
        for (int i = 0; i < 9; i++) {
            small.box(0, h * i / 12.0, w, h, Canvas.mix(p.top(), p.bottom(), i / 8.0));
        }
        small.disc(w * 0.7, h * 0.3, w * 0.11, p.light());
        small.shape(small.ridge(h * 0.55, h * 0.14, 0.9), p.far());
        small.shape(small.ridge(h * 0.66, h * 0.06, 0.5), Canvas.mix(p.far(), p.near(), 0.5));
        small.box(0, h * 0.78, w, h, new Color(0x3f8f57));
        small.box(0, h * 0.81, w, h, new Color(0x7a4b2b));
        for (int i = 0; i < 5; i++) {
            double x = w * (0.06 + 0.2 * i);
            small.box(x, h * 0.78 - 7, 2, 7, new Color(0x5a3620));
            small.box(x - 3, h * 0.78 - 13, 8, 7, new Color(0x2f7f4a));
            small.box(x - 2, h * 0.78 - 15, 6, 3, new Color(0x46a562));
        }
        for (int i = 0; i < 4; i++) {
            small.box(w * 0.3 + i * 6, h * 0.62, 3, 3, new Color(0xffd447));
        }
        double hero = w * 0.48;
        small.box(hero, h * 0.78 - 8, 5, 5, p.first());
        small.box(hero, h * 0.78 - 12, 5, 4, new Color(0xf2c79a));
        small.box(hero, h * 0.78 - 13, 5, 2, p.second());
        small.box(hero, h * 0.78 - 3, 2, 3, p.near());
        small.box(hero + 3, h * 0.78 - 3, 2, 3, p.near());
        Graphics2D pen = c.pen;
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        BufferedImage image = small.image;
        pen.drawImage(image, 0, 0, w * cell, h * cell, null);
    }

    static void cassette(Canvas c) {
        Palette p = c.palette;
        c.fill(p.middle());
        Color[] colours = {p.first(), p.second(), p.light(), p.near()};
        for (int i = 0; i < 46; i++) {
            double x = c.random.nextDouble() * c.width;
            double y = c.random.nextDouble() * c.height;
            Color color = colours[c.random.nextInt(colours.length)];
            switch (c.random.nextInt(3)) {
                case 0 -> c.line(Shapes.star(x, y, c.width * 0.035, c.width * 0.0175, 3, c.between(0, 3)), 4, color);
                case 1 -> {
                    Path2D zigzag = new Path2D.Double();
                    zigzag.moveTo(x, y);
                    for (int j = 1; j < 6; j++) {
                        zigzag.lineTo(x + j * c.width * 0.022, y + (j % 2) * c.width * 0.025);
                    }
                    c.line(zigzag, 5, color);
                }
                default -> c.disc(x, y, c.width * 0.013, color);
            }
        }
        double w = c.width * 0.78;
        double h = w * 0.62;
        double x = (c.width - w) / 2;
        double y = (c.height - h) / 2;
        c.pen.rotate(-0.09, c.width / 2.0, c.height / 2.0);
        c.shape(new RoundRectangle2D.Double(x + 10, y + 14, w, h, 34, 34), Canvas.alpha(Color.BLACK, 0.35));
        c.shape(new RoundRectangle2D.Double(x, y, w, h, 34, 34), p.near());
        c.shape(new RoundRectangle2D.Double(x + w * 0.06, y + h * 0.08, w * 0.88, h * 0.62, 20, 20), PAPER);
        c.box(x + w * 0.06, y + h * 0.24, w * 0.88, h * 0.06, p.first());
        c.box(x + w * 0.06, y + h * 0.31, w * 0.88, h * 0.03, p.second());
        c.line(new Line2D.Double(x + w * 0.14, y + h * 0.17, x + w * 0.7, y + h * 0.17), 3,
                Canvas.alpha(p.near(), 0.6));
        c.shape(new RoundRectangle2D.Double(x + w * 0.2, y + h * 0.38, w * 0.6, h * 0.24, h * 0.24, h * 0.24),
                p.near());
        for (double reel : new double[]{0.31, 0.69}) {
            c.disc(x + w * reel, y + h * 0.5, h * 0.085, PAPER);
            c.shape(Shapes.star(x + w * reel, y + h * 0.5, h * 0.075, h * 0.05, 6, 0.2), p.near());
        }
        c.box(x + w * 0.42, y + h * 0.45, w * 0.16, h * 0.1, new Color(0x6b4a3a));
        Path2D foot = new Path2D.Double();
        foot.moveTo(x + w * 0.17, y + h);
        foot.lineTo(x + w * 0.21, y + h * 0.78);
        foot.lineTo(x + w * 0.79, y + h * 0.78);
        foot.lineTo(x + w * 0.83, y + h);
        foot.closePath();
        c.shape(foot, Canvas.mix(p.near(), Color.WHITE, 0.15));
        for (double hole : new double[]{0.3, 0.4, 0.6, 0.7}) {
            c.disc(x + w * hole, y + h * 0.9, h * 0.025, p.near());
        }
    }

    static void television(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.near(), new Color(0x3a2618), 0.5));
        for (double x = 0; x < c.width; x += c.width * 0.1) {
            c.box(x, 0, c.width * 0.05, c.height * 0.8, Canvas.alpha(p.far(), 0.25));
        }
        c.box(0, c.height * 0.78, c.width, c.height, new Color(0x5a3922));
        c.box(0, c.height * 0.78, c.width, c.height * 0.012, new Color(0x8a5d38));
        double w = c.width * 0.66;
        double h = w * 0.72;
        double x = (c.width - w) / 2;
        double y = c.height * 0.78 - h;
        c.glow(x + w * 0.4, y + h * 0.5, w * 1.05, new Color(0x7fc7ff), 0.45);
        c.line(new Line2D.Double(x + w * 0.5, y, x + w * 0.28, y - h * 0.36), 4, new Color(0xb9b4aa));
        c.line(new Line2D.Double(x + w * 0.5, y, x + w * 0.74, y - h * 0.32), 4, new Color(0xb9b4aa));
        c.shape(new RoundRectangle2D.Double(x, y, w, h, 40, 40), new Color(0x8a5330));
        c.shape(new RoundRectangle2D.Double(x + w * 0.04, y + h * 0.06, w * 0.7, h * 0.86, 60, 60),
                new Color(0x2a1d16));
        RoundRectangle2D screen = new RoundRectangle2D.Double(x + w * 0.07, y + h * 0.1, w * 0.64, h * 0.78, 70, 70);
        Shape before = c.pen.getClip();
        c.pen.setClip(screen);
        Color[] bars = {Color.WHITE, new Color(0xf6e04a), new Color(0x4ad6e0), new Color(0x4fc463), new Color(0xd84ab5),
                new Color(0xd83a3a), new Color(0x2f49c4)};
        for (int i = 0; i < 7; i++) {
            c.box(x + w * 0.07 + i * w * 0.64 / 7, y, w * 0.64 / 7 + 1, h * 0.7,
                    Canvas.mix(bars[i], new Color(0x8fb8c8), 0.25));
        }
        c.box(x, y + h * 0.7, w, h, new Color(0x1c2430));
        c.box(x + w * 0.2, y + h * 0.74, w * 0.2, h * 0.08, new Color(0xdfe7ea));
        for (double line = y; line < y + h; line += 5) {
            c.box(x, line, w, 2, Canvas.alpha(Color.BLACK, 0.16));
        }
        c.glow(x + w * 0.2, y + h * 0.22, w * 0.35, Color.WHITE, 0.4);
        c.pen.setClip(before);
        for (int i = 0; i < 2; i++) {
            c.disc(x + w * 0.87, y + h * (0.2 + 0.22 * i), w * 0.06, new Color(0x2a1d16));
            c.disc(x + w * 0.87, y + h * (0.2 + 0.22 * i), w * 0.045, new Color(0xd9c9a3));
            c.line(new Line2D.Double(x + w * 0.87, y + h * (0.2 + 0.22 * i), x + w * 0.9, y + h * (0.17 + 0.22 * i)), 3,
                    new Color(0x2a1d16));
        }
        for (int i = 0; i < 6; i++) {
            c.box(x + w * 0.81, y + h * (0.6 + i * 0.045), w * 0.12, h * 0.018, new Color(0x2a1d16));
        }
        for (int i = 0; i < 3; i++) {
            double headX = c.width * (0.27 + 0.22 * i);
            double headY = c.height * (0.9 + (i % 2) * 0.02);
            c.disc(headX, headY, c.width * 0.055, new Color(0x140c08));
            c.shape(new RoundRectangle2D.Double(headX - c.width * 0.1, headY + c.width * 0.045, c.width * 0.2,
                    c.height * 0.2, 60, 60), new Color(0x140c08));
        }
        c.vignette(0.5);
    }

    static void deco(Canvas c) {
        Color navy = new Color(0x0c1a33);
        Color gold = new Color(0xd9ad5a);
        c.fill(navy);
        double x = c.width / 2.0;
        double y = c.height * 0.7;
        for (int i = 0; i < 26; i++) {
            double angle = Math.PI + Math.PI * (i + 0.25) / 26;
            double reach = Math.hypot(c.width, c.height);
            Path2D ray = new Path2D.Double();
            ray.moveTo(x, y);
            ray.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
            ray.lineTo(x + Math.cos(angle + 0.06) * reach, y + Math.sin(angle + 0.06) * reach);
            ray.closePath();
            c.shape(ray, Canvas.alpha(gold, i % 2 == 0 ? 0.32 : 0.14));
        }
        double w = c.width * 0.4;
        Path2D hull = new Path2D.Double();
        hull.moveTo(x, y - w * 0.62);
        hull.lineTo(x + w * 0.5, y - w * 0.5);
        hull.quadTo(x + w * 0.32, y + w * 0.2, x, y + w * 0.42);
        hull.quadTo(x - w * 0.32, y + w * 0.2, x - w * 0.5, y - w * 0.5);
        hull.closePath();
        for (int i = 0; i < 3; i++) {
            double deck = w * (0.72 - i * 0.16);
            c.box(x - deck / 2, y - w * (0.7 + i * 0.17), deck, w * 0.2, i % 2 == 0 ? new Color(0xf3e8cf) : gold);
            for (int window = 0; window < 7; window++) {
                c.box(x - deck * 0.42 + window * deck * 0.13, y - w * (0.64 + i * 0.17), deck * 0.05, w * 0.06, navy);
            }
        }
        for (int side = -1; side <= 1; side += 2) {
            Path2D funnel = new Path2D.Double();
            funnel.moveTo(x + side * w * 0.12 - w * 0.07, y - w * 1.02);
            funnel.lineTo(x + side * w * 0.12 - w * 0.05, y - w * 1.4);
            funnel.lineTo(x + side * w * 0.12 + w * 0.05, y - w * 1.4);
            funnel.lineTo(x + side * w * 0.12 + w * 0.07, y - w * 1.02);
            c.shape(funnel, new Color(0xb8323a));
            c.box(x + side * w * 0.12 - w * 0.055, y - w * 1.34, w * 0.11, w * 0.06, navy);
        }
        c.shape(hull, new Color(0x16294d));
        c.line(hull, 4, gold);
        c.line(new Line2D.Double(x, y - w * 0.6, x, y + w * 0.36), 3, gold);
        for (int i = 0; i < 6; i++) {
            double wave = y + w * 0.3 + i * c.height * 0.03;
            Path2D path = new Path2D.Double();
            path.moveTo(0, wave);
            for (int j = 0; j < 12; j++) {
                path.quadTo(c.width * (j + 0.5) / 12, wave + c.height * 0.03, c.width * (j + 1) / 12.0, wave);
            }
            c.line(path, 3, Canvas.alpha(gold, 1 - i * 0.14));
        }
        for (int i = 0; i < 3; i++) {
            double inset = c.width * (0.025 + i * 0.014);
            c.line(new Rectangle2D.Double(inset, inset, c.width - 2 * inset, c.height - 2 * inset), 2, gold);
        }
    }
}
