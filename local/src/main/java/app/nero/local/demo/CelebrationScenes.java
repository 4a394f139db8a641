package app.nero.local.demo;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Fireworks, lanterns and tables that are laid. */
final class CelebrationScenes {

    static final List<Scene> ALL = List.of(CelebrationScenes::fireworks, CelebrationScenes::newYearTable,
            CelebrationScenes::cake, CelebrationScenes::longestNight, CelebrationScenes::balloons,
            CelebrationScenes::lanterns, CelebrationScenes::garland, CelebrationScenes::kites);

    private static final List<Color> BRIGHT = List.of(new Color(0xff5d5d), new Color(0xffb830), new Color(0x4fd1c5),
            new Color(0x7f9cff), new Color(0xff8fd0), new Color(0x8fce5a));

    private CelebrationScenes() {}

    private static Color bright(Canvas c) {
        return BRIGHT.get(c.random.nextInt(BRIGHT.size()));
    }

    static void fireworks(Canvas c) {
        c.sky(new Color(0x060818), new Color(0x141a45), new Color(0x41356f));
        c.stars(100, c.height * 0.4);
        double water = c.height * 0.7;
        for (int i = 0; i < 6; i++) {
            burst(c, c.width * c.between(0.12, 0.88), c.height * c.between(0.12, 0.46), c.width * c.between(0.09, 0.2),
                    bright(c));
        }
        c.shape(c.ridge(water - c.height * 0.03, c.height * 0.03, 0.5), new Color(0x0a0d22));
        for (int i = 0; i < 70; i++) {
            c.disc(c.width * c.random.nextDouble(), water - c.height * c.between(0.002, 0.022), 1.5,
                    new Color(0xffd58a));
        }
        c.mirror(water, new Color(0x05071a), 0.5);
        for (int i = 0; i < 4; i++) {
            boat(c, c.width * (0.15 + 0.23 * i), c.height * c.between(0.78, 0.92), c.width * 0.09);
        }
    }

    private static void boat(Canvas c, double x, double y, double size) {
        Path2D hull = new Path2D.Double();
        hull.moveTo(x - size * 0.6, y - size * 0.12);
        hull.quadTo(x, y + size * 0.3, x + size * 0.6, y - size * 0.12);
        hull.closePath();
        c.shape(hull, new Color(0x04050f));
        CityScenes.lantern(c, x, y - size * 0.3, size * 0.14, new Color(0xffa94d));
    }

    private static void burst(Canvas c, double x, double y, double r, Color color) {
        c.glow(x, y, r * 1.3, color, 0.4);
        for (int i = 0; i < 60; i++) {
            double angle = 2 * Math.PI * i / 60 + c.between(-0.04, 0.04);
            double reach = r * c.between(0.65, 1.05);
            Path2D spark = new Path2D.Double();
            spark.moveTo(x + Math.cos(angle) * reach * 0.25, y + Math.sin(angle) * reach * 0.25);
            double endX = x + Math.cos(angle) * reach;
            double endY = y + Math.sin(angle) * reach + r * 0.1;
            spark.quadTo(x + Math.cos(angle) * reach * 0.7, y + Math.sin(angle) * reach * 0.68, endX, endY);
            c.line(spark, 1.6, Canvas.alpha(color, 0.75));
            c.disc(endX, endY, 2.2, Canvas.mix(color, Color.WHITE, 0.6));
        }
    }

    /** The haft-sin of Nowruz: sprouts, hyacinths, apples, a bowl with a goldfish, candles and painted eggs. */
    static void newYearTable(Canvas c) {
        double table = c.height * 0.62;
        c.sky(new Color(0xfbe9d0), new Color(0xfdf3e0), new Color(0xfff7ea));
        for (int i = 0; i < 3; i++) {
            double w = c.width * 0.24;
            double x = c.width * (0.1 + 0.3 * i);
            Path2D window = new Shapes.PointedArch(x, c.height * 0.06, w, table * 0.62).path();
            c.shape(window, new Color(0xbfe3e6));
            for (int row = 0; row < 5; row++) {
                for (int column = 0; column < 3; column++) {
                    Color[] glass = {new Color(0xe4572e), new Color(0xf3a712), new Color(0x2e86ab),
                            new Color(0x5fad56)};
                    Area pane = new Area(new Rectangle2D.Double(x + w * (0.08 + column * 0.3),
                            c.height * 0.08 + row * table * 0.12, w * 0.24, table * 0.1));
                    pane.intersect(new Area(window));
                    c.shape(pane, Canvas.alpha(glass[(row + column) % 4], 0.72));
                }
            }
            c.line(window, c.width * 0.012, new Color(0x7a4a2b));
        }
        c.box(0, table, c.width, c.height, new Color(0xb6413e));
        for (int i = 0; i < 40; i++) {
            double x = c.width * (i % 10) / 9.5;
            double y = table + c.height * (0.06 + 0.11 * (i / 10));
            c.shape(Shapes.star(x, y, c.width * 0.022, c.width * 0.012, 8, 0), Canvas.alpha(new Color(0xf0c36b), 0.6));
        }
        c.box(0, table, c.width, c.height * 0.012, new Color(0xf0c36b));
        sprouts(c, c.width * 0.5, table + c.height * 0.14, c.width * 0.17);
        fishbowl(c, c.width * 0.2, table + c.height * 0.16, c.width * 0.12);
        hyacinth(c, c.width * 0.79, table + c.height * 0.13, c.width * 0.09);
        candle(c, c.width * 0.36, table + c.height * 0.1, c.width * 0.035, c.height * 0.17);
        candle(c, c.width * 0.64, table + c.height * 0.1, c.width * 0.035, c.height * 0.14);
        for (int i = 0; i < 3; i++) {
            apple(c, c.width * (0.42 + 0.09 * i), c.height * 0.86, c.width * 0.05);
        }
        for (int i = 0; i < 4; i++) {
            double x = c.width * (0.68 + 0.075 * i);
            c.shape(new Ellipse2D.Double(x, c.height * 0.83, c.width * 0.058, c.width * 0.076), bright(c));
            c.box(x + c.width * 0.005, c.height * 0.83 + c.width * 0.033, c.width * 0.048, c.width * 0.012,
                    Canvas.alpha(Color.WHITE, 0.8));
        }
        c.glow(c.width * 0.5, c.height * 0.25, c.width * 0.7, new Color(0xfff1c4), 0.4);
        c.vignette(0.2);
    }

    private static void sprouts(Canvas c, double x, double foot, double w) {
        for (int i = 0; i < 150; i++) {
            double at = c.between(-0.85, 0.85);
            Path2D blade = new Path2D.Double();
            blade.moveTo(x + at * w, foot - w * 0.3);
            blade.quadTo(x + at * w, foot - w * 0.7, x + at * w * 1.15 + c.between(-6, 6),
                    foot - w * c.between(0.85, 1.15));
            c.line(blade, 2.4, Canvas.mix(new Color(0x2f8f3e), new Color(0x9ad14b), c.random.nextDouble()));
        }
        c.shape(new Ellipse2D.Double(x - w, foot - w * 0.42, w * 2, w * 0.3), new Color(0x1d7f8c));
        c.shape(new Arc2D.Double(x - w, foot - w * 0.62, w * 2, w * 0.75, 180, 180, Arc2D.PIE), new Color(0x2aa1ad));
        c.box(x - w * 0.94, foot - w * 0.4, w * 1.88, w * 0.13, new Color(0xd1333a));
    }

    private static void fishbowl(Canvas c, double x, double foot, double r) {
        c.disc(x, foot - r, r, Canvas.alpha(new Color(0xbfe7f2), 0.9));
        c.shape(new Arc2D.Double(x - r * 0.95, foot - r * 1.95, r * 1.9, r * 1.9, 190, 160, Arc2D.CHORD),
                new Color(0x6cc3dd));
        c.shape(new Ellipse2D.Double(x - r * 0.3, foot - r * 0.9, r * 0.5, r * 0.26), new Color(0xf26a1b));
        Path2D tail = new Path2D.Double();
        tail.moveTo(x + r * 0.16, foot - r * 0.77);
        tail.lineTo(x + r * 0.42, foot - r * 0.98);
        tail.lineTo(x + r * 0.38, foot - r * 0.58);
        c.shape(tail, new Color(0xf58a3a));
        c.disc(x - r * 0.2, foot - r * 0.8, r * 0.03, Color.BLACK);
        c.line(new Ellipse2D.Double(x - r * 0.55, foot - r * 1.94, r * 1.1, r * 0.2), 3, Color.WHITE);
        c.glow(x - r * 0.4, foot - r * 1.4, r * 0.5, Color.WHITE, 0.8);
    }

    private static void hyacinth(Canvas c, double x, double foot, double w) {
        for (int i = -2; i <= 2; i++) {
            Path2D leaf = new Path2D.Double();
            leaf.moveTo(x, foot - w * 0.6);
            leaf.quadTo(x + i * w * 0.4, foot - w * 1.5, x + i * w * 0.55, foot - w * 2);
            c.line(leaf, w * 0.13, new Color(0x3f9a4b));
        }
        for (int i = 0; i < 46; i++) {
            double t = i / 46.0;
            c.shape(Shapes.star(x + c.between(-0.42, 0.42) * w * (1 - t * 0.5), foot - w * (1.4 + 1.7 * t), w * 0.16,
                    w * 0.07, 5, c.between(0, 3)),
                    Canvas.mix(new Color(0x8a5bd1), new Color(0xe0a8ff), c.random.nextDouble()));
        }
        Path2D pot = new Path2D.Double();
        pot.moveTo(x - w * 0.6, foot - w * 0.8);
        pot.lineTo(x + w * 0.6, foot - w * 0.8);
        pot.lineTo(x + w * 0.42, foot);
        pot.lineTo(x - w * 0.42, foot);
        pot.closePath();
        c.shape(pot, new Color(0xc96f3b));
        c.box(x - w * 0.68, foot - w * 0.92, w * 1.36, w * 0.2, new Color(0xdb8450));
    }

    private static void candle(Canvas c, double x, double foot, double w, double tall) {
        c.box(x - w / 2, foot - tall, w, tall, new Color(0xfff3dc));
        c.box(x + w * 0.12, foot - tall, w * 0.38, tall, Canvas.alpha(new Color(0xd9b98a), 0.5));
        c.glow(x, foot - tall - w * 0.7, w * 5, new Color(0xffb84d), 0.75);
        Path2D flame = new Path2D.Double();
        flame.moveTo(x, foot - tall - w * 1.7);
        flame.quadTo(x + w * 0.6, foot - tall - w * 0.6, x, foot - tall - w * 0.1);
        flame.quadTo(x - w * 0.6, foot - tall - w * 0.6, x, foot - tall - w * 1.7);
        c.shape(flame, new Color(0xfff0b3));
    }

    private static void apple(Canvas c, double x, double y, double r) {
        c.disc(x - r * 0.3, y, r * 0.8, new Color(0xc8202f));
        c.disc(x + r * 0.3, y, r * 0.8, new Color(0xc8202f));
        c.glow(x - r * 0.4, y - r * 0.3, r * 0.5, Color.WHITE, 0.7);
        c.line(new Line2D.Double(x, y - r * 0.6, x + r * 0.15, y - r * 1.15), 3, new Color(0x5a3620));
    }

    static void cake(Canvas c) {
        Palette p = c.palette;
        c.sky(Canvas.mix(p.bottom(), Color.WHITE, 0.2), Canvas.mix(p.bottom(), Color.WHITE, 0.5),
                Canvas.mix(p.middle(), Color.WHITE, 0.5));
        for (int i = 0; i < 7; i++) {
            double x = c.width * (0.08 + 0.14 * i);
            double y = c.height * c.between(0.1, 0.3);
            Color color = bright(c);
            c.line(new Line2D.Double(x, y + c.width * 0.08, x + c.between(-9, 9), y + c.height * 0.3), 1.5,
                    Canvas.alpha(p.near(), 0.5));
            c.shape(new Ellipse2D.Double(x - c.width * 0.065, y - c.width * 0.08, c.width * 0.13, c.width * 0.165),
                    Canvas.alpha(color, 0.92));
            c.glow(x - c.width * 0.025, y - c.width * 0.035, c.width * 0.04, Color.WHITE, 0.8);
        }
        double x = c.width * 0.5;
        double foot = c.height * 0.84;
        c.shape(new Ellipse2D.Double(x - c.width * 0.4, foot - c.height * 0.02, c.width * 0.8, c.height * 0.07),
                Canvas.mix(p.far(), Color.WHITE, 0.55));
        tier(c, x, foot, c.width * 0.3, c.height * 0.17, p.first());
        tier(c, x, foot - c.height * 0.17, c.width * 0.2, c.height * 0.13, p.second());
        for (int i = 0; i < 5; i++) {
            candle(c, x + (i - 2) * c.width * 0.07, foot - c.height * 0.305, c.width * 0.018, c.height * 0.07);
        }
        for (int i = 0; i < 150; i++) {
            c.pen.rotate(0.3, c.width / 2.0, c.height / 2.0);
            c.box(c.width * c.between(-0.2, 1.2), c.height * c.between(-0.2, 1.2), c.width * 0.014, c.width * 0.007,
                    Canvas.alpha(bright(c), 0.85));
        }
        c.pen.setTransform(new AffineTransform());
    }

    private static void tier(Canvas c, double x, double foot, double half, double tall, Color cream) {
        c.shape(new RoundRectangle2D.Double(x - half, foot - tall, half * 2, tall, 26, 26), new Color(0xfff4e6));
        c.shape(new RoundRectangle2D.Double(x - half, foot - tall, half * 2, tall * 0.3, 26, 26), cream);
        for (int i = 0; i < 9; i++) {
            double dx = x - half + (i + 0.5) * half * 2 / 9;
            double drop = tall * c.between(0.3, 0.6);
            c.shape(new RoundRectangle2D.Double(dx - half * 0.09, foot - tall * 0.95, half * 0.18, drop, half * 0.18,
                    half * 0.18), cream);
        }
        for (int i = 0; i < 11; i++) {
            c.disc(x - half + (i + 0.5) * half * 2 / 11, foot - tall * 0.06, half * 0.06, Color.WHITE);
        }
    }

    /** Yalda: pomegranates, melon and candles on a patterned cloth. */
    static void longestNight(Canvas c) {
        c.sky(new Color(0x1c0a1a), new Color(0x4a1526), new Color(0x7a2a2c));
        c.glow(c.width * 0.5, c.height * 0.45, c.width * 0.75, new Color(0xff9d4d), 0.5);
        double table = c.height * 0.66;
        c.box(0, table, c.width, c.height, new Color(0x7d1f2d));
        for (int row = 0; row < 4; row++) {
            for (int column = -1; column < 8; column++) {
                double x = c.width * (column + 0.5 * (row % 2)) / 6.5;
                double y = table + c.height * (0.06 + row * 0.09);
                Path2D paisley = new Path2D.Double();
                double s = c.width * 0.03;
                paisley.moveTo(x, y + s);
                paisley.curveTo(x - s * 1.3, y + s * 0.6, x - s * 0.8, y - s, x + s * 0.7, y - s * 1.4);
                paisley.curveTo(x + s * 0.3, y - s * 0.5, x + s * 1.1, y + s * 0.8, x, y + s);
                c.line(paisley, 2.5, Canvas.alpha(new Color(0xf0c36b), 0.55));
            }
        }
        candle(c, c.width * 0.18, table + c.height * 0.05, c.width * 0.05, c.height * 0.24);
        candle(c, c.width * 0.83, table + c.height * 0.04, c.width * 0.05, c.height * 0.19);
        double r = c.width * 0.2;
        c.shape(new Arc2D.Double(c.width * 0.56 - r, table - r * 1.1, r * 2, r * 2, 180, 180, Arc2D.CHORD),
                new Color(0x2f7a3a));
        c.shape(new Arc2D.Double(c.width * 0.56 - r * 0.9, table - r * 1.05, r * 1.8, r * 1.8, 180, 180, Arc2D.CHORD),
                new Color(0xf1e7c8));
        c.shape(new Arc2D.Double(c.width * 0.56 - r * 0.84, table - r * 1.02, r * 1.68, r * 1.68, 180, 180,
                Arc2D.CHORD), new Color(0xe2444b));
        for (int i = 0; i < 12; i++) {
            c.shape(new Ellipse2D.Double(c.width * 0.56 + c.between(-0.55, 0.5) * r,
                    table - r * 0.16 + c.between(0.05, 0.42) * r, 7, 11), new Color(0x2a1216));
        }
        pomegranate(c, c.width * 0.3, table + c.height * 0.05, c.width * 0.12, false);
        pomegranate(c, c.width * 0.46, table + c.height * 0.12, c.width * 0.13, true);
        pomegranate(c, c.width * 0.76, table + c.height * 0.15, c.width * 0.1, false);
        for (int i = 0; i < 26; i++) {
            c.disc(c.width * c.between(0.2, 0.8), c.height * c.between(0.86, 0.95), 6, new Color(0xd11f3f));
        }
        c.vignette(0.45);
    }

    private static void pomegranate(Canvas c, double x, double y, double r, boolean open) {
        c.disc(x, y - r * 0.3, r, new Color(0xb51f35));
        c.glow(x - r * 0.35, y - r * 0.7, r * 0.7, new Color(0xff9f8a), 0.7);
        Path2D crown = new Path2D.Double();
        crown.moveTo(x - r * 0.2, y - r * 1.22);
        for (int i = 0; i < 5; i++) {
            crown.lineTo(x - r * 0.28 + i * r * 0.14, y - r * (i % 2 == 0 ? 1.65 : 1.4));
        }
        crown.lineTo(x + r * 0.2, y - r * 1.22);
        c.shape(crown, new Color(0x8f2a2a));
        if (open) {
            c.shape(new Ellipse2D.Double(x - r * 0.62, y - r * 0.85, r * 1.25, r * 1.1), new Color(0xf6d9b8));
            for (int i = 0; i < 60; i++) {
                double angle = c.between(0, 2 * Math.PI);
                double reach = Math.sqrt(c.random.nextDouble());
                c.disc(x + Math.cos(angle) * reach * r * 0.5, y - r * 0.3 + Math.sin(angle) * reach * r * 0.43,
                        r * 0.075,
                        Canvas.mix(new Color(0x9c0f2c), new Color(0xf0506a), c.random.nextDouble()));
            }
        }
    }

    static void balloons(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.light(c.width * c.between(0.2, 0.8), c.height * 0.52, c.width * 0.06);
        c.shape(c.ridge(c.height * 0.66, c.height * 0.08, 0.7), Canvas.mix(p.far(), p.bottom(), 0.3));
        c.mist(c.height * 0.72, c.height * 0.12, p.bottom(), 0.8);
        c.shape(c.ridge(c.height * 0.84, c.height * 0.05, 0.6), Canvas.mix(p.far(), p.near(), 0.5));
        c.mist(c.height * 0.88, c.height * 0.08, p.bottom(), 0.5);
        c.shape(c.ridge(c.height * 0.95, c.height * 0.03, 0.3), p.near());
        double[][] places = {{0.15, 0.5, 0.05}, {0.82, 0.46, 0.045}, {0.6, 0.58, 0.035}, {0.74, 0.22, 0.1},
                {0.32, 0.3, 0.17}};
        for (double[] place : places) {
            balloon(c, c.width * place[0], c.height * place[1], c.width * place[2]);
        }
    }

    private static void balloon(Canvas c, double x, double y, double r) {
        Path2D envelope = new Path2D.Double();
        envelope.moveTo(x - r * 0.25, y + r * 1.35);
        envelope.curveTo(x - r * 0.5, y + r * 0.9, x - r, y + r * 0.6, x - r, y);
        envelope.curveTo(x - r, y - r * 1.32, x + r, y - r * 1.32, x + r, y);
        envelope.curveTo(x + r, y + r * 0.6, x + r * 0.5, y + r * 0.9, x + r * 0.25, y + r * 1.35);
        envelope.closePath();
        Shape before = c.pen.getClip();
        Color one = bright(c);
        Color two = bright(c);
        c.shape(envelope, one);
        c.pen.setClip(envelope);
        for (int i = 3; i >= 1; i--) {
            double half = r * i * 0.3;
            c.shape(new Ellipse2D.Double(x - half, y - r * 1.1, half * 2, r * 2.7), i % 2 == 1 ? two : one);
        }
        c.glow(x - r * 0.4, y - r * 0.4, r * 0.9, Color.WHITE, 0.45);
        c.glow(x + r * 0.9, y + r * 0.5, r * 1.2, c.palette.near(), 0.45);
        c.pen.setClip(before);
        c.line(new Line2D.Double(x - r * 0.22, y + r * 1.35, x - r * 0.15, y + r * 1.7), 1.5, c.palette.near());
        c.line(new Line2D.Double(x + r * 0.22, y + r * 1.35, x + r * 0.15, y + r * 1.7), 1.5, c.palette.near());
        c.shape(new RoundRectangle2D.Double(x - r * 0.18, y + r * 1.68, r * 0.36, r * 0.28, 5, 5), new Color(0x6b4226));
    }

    static void lanterns(Canvas c) {
        c.sky(new Color(0x0b1233), new Color(0x24306b), new Color(0x7b5a8c));
        c.stars(120, c.height * 0.4);
        c.shape(c.ridge(c.height * 0.55, c.height * 0.07, 0.6), new Color(0x161a40));
        double water = c.height * 0.62;
        for (int i = 0; i < 34; i++) {
            double depth = c.random.nextDouble();
            CityScenes.lantern(c, c.width * c.random.nextDouble(), c.height * (0.08 + 0.48 * c.random.nextDouble()),
                    c.width * (0.005 + 0.018 * depth),
                    Canvas.mix(new Color(0xff8a3d), new Color(0xffc861), c.random.nextDouble()));
        }
        c.mirror(water, new Color(0x0a0f2c), 0.45);
        for (int i = 0; i < 22; i++) {
            double depth = Math.pow(i / 22.0, 1.4);
            double size = c.width * (0.008 + 0.035 * depth);
            double x = c.width * c.random.nextDouble();
            double y = water + (c.height - water) * (0.06 + 0.9 * depth);
            c.glow(x, y, size * 4, new Color(0xffa94d), 0.5);
            c.shape(new RoundRectangle2D.Double(x - size, y - size, size * 2, size * 1.6, size * 0.4, size * 0.4),
                    new Color(0xffb95e));
            c.box(x - size * 1.15, y + size * 0.5, size * 2.3, size * 0.3, new Color(0x5a2f1d));
        }
    }

    static void garland(Canvas c) {
        Palette p = c.palette;
        c.fill(new Color(0xfbf1dd));
        for (int row = 0; row < 4; row++) {
            double y = c.height * (0.12 + 0.22 * row);
            Path2D string = new Path2D.Double();
            string.moveTo(-10, y);
            string.quadTo(c.width * 0.5, y + c.height * 0.13, c.width + 10, y);
            c.line(string, 2.5, Canvas.mix(p.near(), Color.WHITE, 0.2));
            int flags = 9;
            for (int i = 0; i < flags; i++) {
                double t = (i + 0.5) / flags;
                double x = c.width * t;
                double top = y + c.height * 0.13 * 2 * t * (1 - t);
                double s = c.width * 0.045;
                Color color = bright(c);
                Color dark = Canvas.mix(color, p.near(), 0.3);
                if (row % 2 == 0) {
                    Path2D flag = new Path2D.Double();
                    flag.moveTo(x - s, top);
                    flag.lineTo(x + s, top);
                    flag.lineTo(x, top + s * 2.3);
                    flag.closePath();
                    c.shape(AffineTransform.getTranslateInstance(4, 6).createTransformedShape(flag),
                            Canvas.alpha(p.near(), 0.2));
                    c.shape(flag, color);
                    c.disc(x, top + s * 0.75, s * 0.32, dark);
                } else {
                    for (int petal = 0; petal < 6; petal++) {
                        double angle = Math.PI * petal / 3;
                        c.disc(x + Math.cos(angle) * s * 0.6 + 3, top + s + Math.sin(angle) * s * 0.6 + 5, s * 0.46,
                                Canvas.alpha(p.near(), 0.14));
                    }
                    for (int petal = 0; petal < 6; petal++) {
                        double angle = Math.PI * petal / 3;
                        c.disc(x + Math.cos(angle) * s * 0.6, top + s + Math.sin(angle) * s * 0.6, s * 0.46, color);
                    }
                    c.disc(x, top + s, s * 0.4, new Color(0xffe08a));
                }
            }
        }
    }

    static void kites(Canvas c) {
        c.sky(new Color(0x6fb7e0), new Color(0xa9d8ee), new Color(0xe9f6f2));
        for (int i = 0; i < 4; i++) {
            c.cloud(c.width * c.random.nextDouble(), c.height * c.between(0.1, 0.5), c.width * 0.17, Color.WHITE, 0.28);
        }
        c.shape(c.ridge(c.height * 0.72, c.height * 0.06, 0.2), new Color(0x9ccf86));
        c.shape(c.ridge(c.height * 0.8, c.height * 0.05, 0), new Color(0x72b565));
        c.shape(c.ridge(c.height * 0.9, c.height * 0.03, 0), new Color(0x4f9a52));
        for (int i = 0; i < 5; i++) {
            double x = c.width * (0.15 + 0.17 * i + c.between(-0.04, 0.04));
            double y = c.height * c.between(0.14, 0.52);
            double s = c.width * c.between(0.055, 0.1);
            Color one = bright(c);
            Color two = bright(c);
            Path2D string = new Path2D.Double();
            string.moveTo(x, y);
            string.quadTo(x + c.width * 0.05, c.height * 0.65, c.width * (0.3 + 0.1 * i), c.height * 0.86);
            c.line(string, 1.2, Canvas.alpha(Color.WHITE, 0.85));
            Path2D tail = new Path2D.Double();
            tail.moveTo(x, y + s * 1.4);
            tail.curveTo(x + s, y + s * 2, x - s, y + s * 2.6, x + s * 0.3, y + s * 3.3);
            c.line(tail, 2.5, two);
            Path2D kite = new Path2D.Double();
            kite.moveTo(x, y - s);
            kite.lineTo(x + s * 0.75, y);
            kite.lineTo(x, y + s * 1.4);
            kite.lineTo(x - s * 0.75, y);
            kite.closePath();
            c.shape(kite, one);
            Path2D half = new Path2D.Double();
            half.moveTo(x, y - s);
            half.lineTo(x + s * 0.75, y);
            half.lineTo(x, y + s * 1.4);
            half.closePath();
            c.shape(half, two);
        }
        for (int i = 0; i < 6; i++) {
            double x = c.width * (0.28 + 0.1 * i);
            double foot = c.height * (0.88 + 0.015 * (i % 3));
            double s = c.height * 0.05;
            c.shape(new RoundRectangle2D.Double(x - s * 0.2, foot - s * 0.75, s * 0.4, s * 0.75, s * 0.3, s * 0.3),
                    bright(c));
            c.disc(x, foot - s * 0.92, s * 0.18, new Color(0x8a5a3c));
        }
    }
}
