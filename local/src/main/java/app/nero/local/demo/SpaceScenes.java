package app.nero.local.demo;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Planets, galaxies and rockets. */
final class SpaceScenes {

    private static final Color DARK = new Color(0x05060f);

    static final List<Scene> ALL = List.of(SpaceScenes::ringedPlanet, SpaceScenes::earthrise, SpaceScenes::galaxy,
            SpaceScenes::rocket, SpaceScenes::nebula, SpaceScenes::chart, SpaceScenes::blackHole);

    private SpaceScenes() {}

    private static void night(Canvas c) {
        Palette p = c.palette;
        c.sky(DARK, Canvas.mix(DARK, p.top(), 0.6), Canvas.mix(DARK, p.middle(), 0.55));
        c.stars(320, c.height);
    }

    private static void planet(Canvas c, double x, double y, double radius, Color color, Color band) {
        Ellipse2D disc = new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2);
        c.shape(disc, color);
        Shape before = c.pen.getClip();
        c.pen.setClip(disc);
        for (double by = y - radius; by < y + radius; by += radius * c.between(0.1, 0.24)) {
            c.shape(new Ellipse2D.Double(x - radius * 1.3, by, radius * 2.6, radius * c.between(0.05, 0.16)),
                    Canvas.alpha(Canvas.mix(color, band, c.between(0.2, 0.9)), 0.55));
        }
        c.glow(x - radius * 0.45, y - radius * 0.5, radius * 1.1, Color.WHITE, 0.35);
        c.glow(x + radius * 0.75, y + radius * 0.7, radius * 1.9, DARK, 0.95);
        c.pen.setClip(before);
    }

    static void ringedPlanet(Canvas c) {
        Palette p = c.palette;
        night(c);
        double x = c.width * c.between(0.4, 0.65);
        double y = c.height * 0.36;
        double r = c.width * 0.21;
        c.glow(x, y, r * 2.2, p.first(), 0.3);
        var before = c.pen.getTransform();
        c.pen.rotate(-0.35, x, y);
        ring(c, x, y, r, 0, p);
        c.pen.setTransform(before);
        planet(c, x, y, r, p.first(), p.middle());
        c.pen.rotate(-0.35, x, y);
        ring(c, x, y, r, 180, p);
        c.pen.setTransform(before);
        planet(c, c.width * 0.16, c.height * 0.16, c.width * 0.035, p.second(), p.far());
        planet(c, c.width * 0.84, c.height * 0.58, c.width * 0.02, p.light(), p.far());
        c.shape(c.ridge(c.height * 0.76, c.height * 0.07, 0.95), Canvas.mix(p.far(), DARK, 0.35));
        c.mist(c.height * 0.82, c.height * 0.08, p.middle(), 0.45);
        c.shape(c.ridge(c.height * 0.88, c.height * 0.04, 0.4), Canvas.mix(p.near(), p.far(), 0.2));
        double foot = c.height * 0.875;
        c.shape(new Ellipse2D.Double(c.width * 0.3, foot - c.height * 0.003, c.width * 0.1, c.height * 0.008),
                Canvas.alpha(Color.BLACK, 0.5));
        c.shape(new RoundRectangle2D.Double(c.width * 0.295, foot - c.height * 0.034, c.width * 0.018, c.height * 0.036,
                6, 6), p.light());
        c.disc(c.width * 0.304, foot - c.height * 0.04, c.width * 0.011, p.light());
        c.vignette(0.35);
    }

    private static void ring(Canvas c, double x, double y, double r, int from, Palette p) {
        for (int i = 0; i < 4; i++) {
            double reach = r * (1.5 + i * 0.2);
            c.line(new Arc2D.Double(x - reach, y - reach * 0.27, reach * 2, reach * 0.54, from, 180, Arc2D.OPEN),
                    r * (i == 1 ? 0.13 : 0.06), Canvas.alpha(i % 2 == 0 ? p.light() : p.second(), 0.75));
        }
    }

    static void earthrise(Canvas c) {
        c.fill(DARK);
        c.stars(300, c.height);
        double x = c.width * c.between(0.35, 0.7);
        double y = c.height * 0.34;
        double r = c.width * 0.17;
        c.glow(x, y, r * 1.8, new Color(0x4aa8ff), 0.45);
        Ellipse2D disc = new Ellipse2D.Double(x - r, y - r, r * 2, r * 2);
        c.shape(disc, new Color(0x1d6fc2));
        Shape before = c.pen.getClip();
        c.pen.setClip(disc);
        for (int i = 0; i < 9; i++) {
            double lx = x + c.between(-0.9, 0.9) * r;
            double ly = y + c.between(-0.8, 0.8) * r;
            for (int j = 0; j < 7; j++) {
                c.disc(lx + c.between(-0.22, 0.22) * r, ly + c.between(-0.13, 0.13) * r, r * c.between(0.05, 0.16),
                        i % 3 == 0 ? new Color(0xc9a76b) : new Color(0x3f8f57));
            }
        }
        for (int i = 0; i < 16; i++) {
            c.shape(new Ellipse2D.Double(x + c.between(-1, 0.6) * r, y + c.between(-1, 1) * r, r * c.between(0.3, 0.9),
                    r * 0.07), Canvas.alpha(Color.WHITE, c.between(0.3, 0.75)));
        }
        c.glow(x + r * 0.8, y + r * 0.75, r * 1.9, DARK, 1);
        c.pen.setClip(before);
        Path2D ground = c.ridge(c.height * 0.74, c.height * 0.03, 0.3);
        c.shape(ground, new Color(0x8f8d93));
        c.pen.setClip(ground);
        for (int i = 0; i < 46; i++) {
            double depth = c.random.nextDouble();
            double cy = c.height * (0.75 + 0.24 * depth);
            double size = c.width * (0.01 + 0.09 * depth * depth) * c.between(0.4, 1.2);
            double cx = c.random.nextDouble() * c.width;
            c.shape(new Ellipse2D.Double(cx, cy, size * 2, size * 0.7), new Color(0x5d5b63));
            c.shape(new Ellipse2D.Double(cx + size * 0.1, cy + size * 0.16, size * 1.85, size * 0.55),
                    new Color(0x78767d));
        }
        c.shade(c.height * 0.7, Color.BLACK, 0.55);
        c.pen.setClip(before);
        astronaut(c, c.width * c.between(0.2, 0.35), c.height * 0.8, c.height * 0.15);
        c.vignette(0.3);
    }

    private static void astronaut(Canvas c, double x, double foot, double size) {
        Color suit = new Color(0xe9e6df);
        Color shadow = new Color(0xa9a6ad);
        c.shape(new Ellipse2D.Double(x - size * 0.1, foot - size * 0.02, size * 0.75, size * 0.07),
                Canvas.alpha(Color.BLACK, 0.5));
        c.shape(new RoundRectangle2D.Double(x - size * 0.2, foot - size * 0.78, size * 0.4, size * 0.42, size * 0.1,
                size * 0.1), shadow);
        c.shape(new RoundRectangle2D.Double(x - size * 0.16, foot - size * 0.4, size * 0.14, size * 0.4, size * 0.1,
                size * 0.1), suit);
        c.shape(new RoundRectangle2D.Double(x + size * 0.02, foot - size * 0.4, size * 0.14, size * 0.4, size * 0.1,
                size * 0.1), shadow);
        c.shape(new RoundRectangle2D.Double(x - size * 0.16, foot - size * 0.72, size * 0.32, size * 0.4, size * 0.16,
                size * 0.16), suit);
        c.shape(new RoundRectangle2D.Double(x - size * 0.28, foot - size * 0.68, size * 0.12, size * 0.34, size * 0.1,
                size * 0.1), suit);
        c.shape(new RoundRectangle2D.Double(x + size * 0.16, foot - size * 0.68, size * 0.12, size * 0.34, size * 0.1,
                size * 0.1), shadow);
        c.disc(x, foot - size * 0.83, size * 0.17, suit);
        c.shape(new Ellipse2D.Double(x - size * 0.11, foot - size * 0.93, size * 0.24, size * 0.19),
                new Color(0xd79b3a));
        c.glow(x - size * 0.02, foot - size * 0.88, size * 0.1, Color.WHITE, 0.8);
    }

    static void galaxy(Canvas c) {
        Palette p = c.palette;
        c.fill(DARK);
        c.stars(260, c.height);
        double x = c.width * 0.5;
        double y = c.height * 0.5;
        double reach = Math.min(c.width, c.height) * 0.6;
        double tilt = c.between(0.45, 0.8);
        double turn = c.between(-0.7, 0.7);
        c.glow(x, y, reach * 1.1, Canvas.mix(p.second(), p.first(), 0.5), 0.55);
        for (int i = 0; i < 5200; i++) {
            double t = Math.pow(c.random.nextDouble(), 0.75);
            double angle = t * 8.4 + (i % 2) * Math.PI + c.random.nextGaussian() * 0.2;
            double distance = reach * t + c.random.nextGaussian() * reach * 0.035;
            double px = Math.cos(angle) * distance;
            double py = Math.sin(angle) * distance * tilt;
            double rx = x + px * Math.cos(turn) - py * Math.sin(turn);
            double ry = y + px * Math.sin(turn) + py * Math.cos(turn);
            Color color = Canvas.mix(p.light(), i % 3 == 0 ? p.second() : p.first(), Math.min(1, t * 2));
            c.disc(rx, ry, c.between(0.5, 2.6) * (1.3 - t * 0.5), Canvas.alpha(color, c.between(0.25, 0.95)));
        }
        c.glow(x, y, reach * 0.3, p.light(), 1);
        c.disc(x, y, reach * 0.035, Color.WHITE);
        c.vignette(0.4);
    }

    static void rocket(Canvas c) {
        Palette p = c.palette;
        c.sky(Canvas.mix(p.top(), DARK, 0.35), p.middle(), p.bottom());
        c.stars(110, c.height * 0.6);
        planet(c, c.width * 0.82, c.height * 0.16, c.width * 0.11, p.second(), p.far());
        double x = c.width * 0.46;
        double top = c.height * 0.2;
        double tall = c.height * 0.48;
        double w = tall * 0.34;
        for (int i = 0; i < 26; i++) {
            c.glow(x + c.between(-0.5, 0.5) * c.width * 0.6, c.height * c.between(0.84, 0.97),
                    c.width * c.between(0.1, 0.2), p.light(), 0.4);
        }
        Path2D flame = new Path2D.Double();
        flame.moveTo(x - w * 0.25, top + tall * 0.93);
        flame.quadTo(x - w * 0.3, top + tall * 1.15, x, top + tall * 1.42);
        flame.quadTo(x + w * 0.3, top + tall * 1.15, x + w * 0.25, top + tall * 0.93);
        c.glow(x, top + tall * 1.15, w * 1.4, new Color(0xffb84d), 0.8);
        c.shape(flame, new Color(0xffd166));
        for (int side = -1; side <= 1; side += 2) {
            Path2D fin = new Path2D.Double();
            fin.moveTo(x + side * w * 0.3, top + tall * 0.58);
            fin.quadTo(x + side * w * 0.95, top + tall * 0.75, x + side * w * 0.85, top + tall * 1.05);
            fin.lineTo(x + side * w * 0.25, top + tall * 0.92);
            fin.closePath();
            c.shape(fin, p.second());
        }
        Path2D body = new Path2D.Double();
        body.moveTo(x, top);
        body.curveTo(x + w * 0.75, top + tall * 0.28, x + w * 0.55, top + tall * 0.75, x + w * 0.28, top + tall * 0.95);
        body.lineTo(x - w * 0.28, top + tall * 0.95);
        body.curveTo(x - w * 0.55, top + tall * 0.75, x - w * 0.75, top + tall * 0.28, x, top);
        c.shape(body, new Color(0xf4efe4));
        Shape before = c.pen.getClip();
        c.pen.setClip(body);
        c.box(x - w, top, w * 2, tall * 0.22, p.first());
        c.box(x - w, top + tall * 0.8, w * 2, tall * 0.06, p.first());
        c.box(x + w * 0.12, top, w, tall, Canvas.alpha(p.near(), 0.16));
        c.pen.setClip(before);
        c.disc(x, top + tall * 0.42, w * 0.22, p.near());
        c.disc(x, top + tall * 0.42, w * 0.165, p.second());
        c.disc(x - w * 0.05, top + tall * 0.4, w * 0.06, Canvas.alpha(Color.WHITE, 0.7));
        c.shape(c.ridge(c.height * 0.9, c.height * 0.02, 0.2), p.near());
        c.vignette(0.25);
    }

    static void nebula(Canvas c) {
        Palette p = c.palette;
        c.fill(DARK);
        Color[] colours = {p.first(), p.second(), p.middle(), Canvas.mix(p.top(), p.first(), 0.4)};
        double angle = c.between(0, Math.PI);
        for (int i = 0; i < 95; i++) {
            double along = c.random.nextGaussian() * 0.26;
            double across = c.random.nextGaussian() * 0.09 + Math.sin(along * 9) * 0.08;
            double x = c.width * 0.5 + c.height * (along * Math.cos(angle) - across * Math.sin(angle));
            double y = c.height * 0.5 + c.height * (along * Math.sin(angle) + across * Math.cos(angle));
            c.glow(x, y, c.height * c.between(0.05, 0.2), colours[c.random.nextInt(colours.length)],
                    c.between(0.16, 0.5));
        }
        for (int i = 0; i < 22; i++) {
            c.glow(c.width * c.between(0.1, 0.9), c.height * c.between(0.1, 0.9), c.height * c.between(0.04, 0.1), DARK,
                    0.3);
        }
        c.stars(420, c.height);
        for (int i = 0; i < 7; i++) {
            double x = c.width * c.between(0.1, 0.9);
            double y = c.height * c.between(0.1, 0.9);
            double size = c.width * c.between(0.012, 0.035);
            c.glow(x, y, size * 1.6, p.light(), 0.8);
            c.shape(Shapes.star(x, y, size, size * 0.08, 4, 0), Color.WHITE);
        }
        c.vignette(0.35);
    }

    static void chart(Canvas c) {
        Palette p = c.palette;
        Color paper = new Color(0xf4ead6);
        c.fill(paper);
        double x = c.width * 0.5;
        double y = c.height * 0.5;
        double reach = Math.min(c.width, c.height) * 0.46;
        Color ink = Canvas.mix(p.near(), paper, 0.2);
        for (int i = 1; i <= 7; i++) {
            double r = reach * (0.16 + 0.12 * i);
            c.line(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r), 1.2, Canvas.alpha(ink, 0.45));
            double angle = c.between(0, 2 * Math.PI);
            Color[] colours = {p.first(), p.second(), p.far(), p.middle(), p.near()};
            double size = reach * c.between(0.02, 0.055);
            c.disc(x + Math.cos(angle) * r, y + Math.sin(angle) * r, size + 4, paper);
            c.disc(x + Math.cos(angle) * r, y + Math.sin(angle) * r, size, colours[i % colours.length]);
            if (i == 5) {
                c.line(new Ellipse2D.Double(x + Math.cos(angle) * r - size * 1.8, y + Math.sin(angle) * r - size * 0.5,
                        size * 3.6, size), 2, ink);
            }
        }
        for (int i = 0; i < 24; i++) {
            double angle = Math.PI * i / 12;
            double outer = i % 2 == 0 ? 0.2 : 0.165;
            c.line(new Line2D.Double(x + Math.cos(angle) * reach * 0.135, y + Math.sin(angle) * reach * 0.135,
                    x + Math.cos(angle) * reach * outer, y + Math.sin(angle) * reach * outer), 2, p.first());
        }
        c.disc(x, y, reach * 0.115, p.first());
        c.line(new Rectangle2D.Double(c.width * 0.04, c.width * 0.04, c.width * 0.92, c.height - c.width * 0.08), 1.5,
                Canvas.alpha(ink, 0.6));
    }

    static void blackHole(Canvas c) {
        Palette p = c.palette;
        c.fill(DARK);
        c.stars(380, c.height);
        double x = c.width * 0.5;
        double y = c.height * 0.48;
        double r = Math.min(c.width, c.height) * 0.17;
        Color hot = new Color(0xffb45e);
        c.glow(x, y, r * 3.2, Canvas.mix(hot, p.first(), 0.5), 0.55);
        for (int i = 0; i < 60; i++) {
            double reach = r * (1.04 + i * 0.008);
            c.line(new Ellipse2D.Double(x - reach, y - reach, 2 * reach, 2 * reach), 2,
                    Canvas.alpha(Canvas.mix(Color.WHITE, hot, i / 60.0), 0.35 * (1 - i / 60.0)));
        }
        c.disc(x, y, r, Color.BLACK);
        for (int i = 0; i < 130; i++) {
            double reach = r * (1.25 + i * 0.014);
            double flat = 0.1 + 0.0006 * i;
            c.line(new Arc2D.Double(x - reach, y - reach * flat + r * 0.06, reach * 2, reach * flat * 2, 180, 180,
                    Arc2D.OPEN),
                    2.4,
                    Canvas.alpha(Canvas.mix(Color.WHITE, Canvas.mix(hot, p.first(), i / 130.0), Math.min(1, i / 40.0)),
                            0.5 * (1 - i / 130.0)));
        }
        c.vignette(0.3);
    }
}
