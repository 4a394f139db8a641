package app.nero.local.demo;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.util.List;

/** Mountains, dunes, woods and fields. */
final class NatureScenes {

    static final List<Scene> ALL = List.of(NatureScenes::lake, NatureScenes::ridges, NatureScenes::woods,
            NatureScenes::meadow, NatureScenes::dunes, NatureScenes::northernLights, NatureScenes::blossom);

    private NatureScenes() {}

    static void lake(Canvas c) {
        Palette p = c.palette;
        double water = c.height * c.between(0.6, 0.68);
        c.sky();
        c.light(c.width * c.between(0.25, 0.75), c.height * c.between(0.2, 0.34), c.width * 0.05);
        c.cloud(c.width * 0.3, c.height * 0.16, c.width * 0.16, p.light(), 0.09);
        Path2D peaks = c.ridge(c.height * 0.47, c.height * 0.15, 0.85);
        c.pen.setPaint(new LinearGradientPaint(0, c.height * 0.3f, 0, c.height * 0.56f, new float[]{0, 0.42f, 0.5f, 1},
                new Color[]{Color.WHITE, Canvas.mix(p.light(), Color.WHITE, 0.3), Canvas.mix(p.far(), p.near(), 0.3),
                        Canvas.mix(p.far(), p.bottom(), 0.3)}));
        c.pen.fill(peaks);
        c.shape(c.ridge(c.height * 0.56, c.height * 0.07, 0.6), Canvas.mix(p.far(), p.near(), 0.35));
        c.mist(water, c.height * 0.07, p.bottom(), 0.6);
        c.firs(water, c.height * 0.03, c.height * 0.085, c.width * 0.035, p.near());
        c.mirror(water, p.near(), 0.6);
        c.vignette(0.35);
    }

    static void ridges(Canvas c) {
        Palette p = c.palette;
        c.sky(p.middle(), p.bottom(), p.light());
        c.light(c.width * c.between(0.2, 0.8), c.height * c.between(0.22, 0.38), c.width * 0.075);
        int layers = 7;
        for (int i = 0; i < layers; i++) {
            double depth = (double) i / (layers - 1);
            double y = c.height * (0.42 + 0.5 * depth * depth);
            c.shape(c.ridge(y, c.height * (0.06 + 0.03 * depth), 0.55),
                    Canvas.mix(p.bottom(), p.near(), 0.12 + 0.85 * depth));
            c.mist(y + c.height * 0.1, c.height * 0.08, p.bottom(), 0.28 * (1 - depth));
        }
        c.birds(c.width * 0.6, c.height * 0.25, 5, c.width * 0.018, p.near());
    }

    static void woods(Canvas c) {
        Palette p = c.palette;
        c.sky(p.middle(), p.bottom(), p.bottom());
        c.glow(c.width * 0.5, c.height * 0.3, c.width * 0.9, p.light(), 0.75);
        for (int i = 0; i < 6; i++) {
            double depth = i / 5.0;
            double y = c.height * (0.5 + 0.58 * depth);
            c.firs(y, c.height * (0.14 + 0.22 * depth), c.height * (0.24 + 0.4 * depth), c.width * (0.06 + 0.1 * depth),
                    Canvas.mix(Canvas.mix(p.bottom(), p.far(), 0.5), p.near(), depth));
            c.mist(y - c.height * 0.02, c.height * 0.13, p.light(), 0.4 * (1 - depth));
        }
        for (int i = 0; i < 5; i++) {
            double x = c.width * c.between(0.2, 0.8);
            Path2D ray = new Path2D.Double();
            ray.moveTo(c.width * 0.5, -c.height * 0.05);
            ray.lineTo(x - c.width * 0.06, c.height);
            ray.lineTo(x + c.width * 0.05, c.height);
            ray.closePath();
            c.shape(ray, Canvas.alpha(p.light(), 0.05));
        }
        c.vignette(0.4);
    }

    static void meadow(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.light(c.width * 0.7, c.height * 0.3, c.width * 0.06);
        for (int i = 0; i < 3; i++) {
            c.cloud(c.width * c.between(0.1, 0.9), c.height * c.between(0.1, 0.25), c.width * 0.17, p.light(), 0.12);
        }
        c.shape(c.ridge(c.height * 0.5, c.height * 0.06, 0.3), Canvas.mix(p.far(), p.bottom(), 0.4));
        double field = c.height * 0.58;
        c.shape(c.ridge(field, c.height * 0.025, 0), Canvas.mix(p.near(), p.far(), 0.45));
        tree(c, c.width * c.between(0.25, 0.4), field + c.height * 0.02, c.height * 0.2);
        for (int i = 0; i < 1500; i++) {
            double depth = Math.pow(c.random.nextDouble(), 0.8);
            double y = field + c.height * 0.03 + (c.height - field) * depth;
            double size = c.width * (0.002 + 0.011 * depth * depth);
            double x = c.random.nextDouble() * c.width;
            c.box(x, y, size * 0.25, size * 2.2, Canvas.mix(p.near(), p.far(), c.between(0, 0.4)));
            c.disc(x, y, size,
                    Canvas.mix(c.random.nextInt(5) == 0 ? p.second() : p.first(), p.near(), c.between(0, 0.35)));
        }
        c.vignette(0.3);
    }

    private static void tree(Canvas c, double x, double foot, double size) {
        Palette p = c.palette;
        c.box(x - size * 0.035, foot - size * 0.5, size * 0.07, size * 0.5, p.near());
        for (int i = 0; i < 60; i++) {
            double angle = c.between(0, 2 * Math.PI);
            double reach = Math.sqrt(c.random.nextDouble()) * size * 0.36;
            c.disc(x + Math.cos(angle) * reach * 1.15, foot - size * 0.72 + Math.sin(angle) * reach * 0.8, size * 0.09,
                    Canvas.mix(p.near(), p.far(), c.between(0, 0.5)));
        }
    }

    static void dunes(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.stars(60, c.height * 0.3);
        c.light(c.width * c.between(0.3, 0.7), c.height * 0.33, c.width * 0.08);
        for (int i = 0; i < 5; i++) {
            double depth = i / 4.0;
            double y = c.height * (0.5 + 0.36 * depth);
            double crest = c.width * c.between(0.25, 0.75);
            Color lit = Canvas.mix(p.bottom(), p.first(), 0.15 + 0.35 * depth);
            Path2D dune = new Path2D.Double();
            dune.moveTo(-5, y + c.height * c.between(0.02, 0.1));
            dune.curveTo(crest * 0.4, y + c.height * 0.06, crest * 0.7, y - c.height * 0.07, crest,
                    y - c.height * 0.07);
            dune.curveTo(crest + c.width * 0.15, y, c.width * 0.85, y + c.height * 0.05, c.width + 5, y);
            dune.lineTo(c.width + 5, c.height + 5);
            dune.lineTo(-5, c.height + 5);
            dune.closePath();
            c.shape(dune, Canvas.mix(lit, p.near(), 0.12 * depth));
            Path2D shadow = new Path2D.Double();
            shadow.moveTo(crest, y - c.height * 0.07);
            shadow.curveTo(crest + c.width * 0.15, y, c.width * 0.85, y + c.height * 0.05, c.width + 5, y);
            shadow.lineTo(c.width + 5, c.height + 5);
            shadow.curveTo(c.width * 0.8, c.height * 0.95, crest - c.width * 0.08, y + c.height * 0.2, crest,
                    y - c.height * 0.07);
            c.shape(shadow, Canvas.alpha(p.near(), 0.35));
        }
        c.vignette(0.25);
    }

    static void northernLights(Canvas c) {
        c.sky(new Color(0x030818), new Color(0x0a1f3c), new Color(0x1c4a5c));
        c.stars(260, c.height * 0.6);
        c.aurora(new Color(0x5dffb0), c.height * 0.5, c.height * 0.42);
        c.aurora(c.random.nextBoolean() ? new Color(0x7fd1ff) : new Color(0xc77dff), c.height * 0.42, c.height * 0.34);
        c.shape(c.ridge(c.height * 0.6, c.height * 0.09, 0.9), new Color(0x12324a));
        double water = c.height * 0.7;
        c.firs(water, c.height * 0.04, c.height * 0.1, c.width * 0.04, new Color(0x061420));
        cabin(c, c.width * c.between(0.25, 0.7), water, c.width * 0.12);
        c.mirror(water, new Color(0x04101c), 0.55);
    }

    private static void cabin(Canvas c, double x, double foot, double size) {
        c.box(x - size / 2, foot - size * 0.5, size, size * 0.5, new Color(0x7a2325));
        Path2D roof = new Path2D.Double();
        roof.moveTo(x - size * 0.62, foot - size * 0.48);
        roof.lineTo(x, foot - size * 0.95);
        roof.lineTo(x + size * 0.62, foot - size * 0.48);
        roof.closePath();
        c.shape(roof, new Color(0x2a1518));
        c.glow(x + size * 0.18, foot - size * 0.25, size * 0.8, new Color(0xffc861), 0.6);
        c.box(x + size * 0.08, foot - size * 0.36, size * 0.2, size * 0.2, new Color(0xffd98a));
        c.box(x - size * 0.3, foot - size * 0.36, size * 0.2, size * 0.2, new Color(0xffd98a));
    }

    static void blossom(Canvas c) {
        Palette p = c.palette;
        c.sky(Canvas.mix(p.bottom(), Color.WHITE, 0.35), Canvas.mix(p.bottom(), Color.WHITE, 0.6),
                Canvas.mix(p.middle(), Color.WHITE, 0.7));
        c.shape(c.ridge(c.height * 0.55, c.height * 0.07, 0.4), Canvas.mix(p.far(), Color.WHITE, 0.6));
        c.shape(c.ridge(c.height * 0.64, c.height * 0.04, 0.2), Canvas.mix(p.far(), Color.WHITE, 0.35));
        double water = c.height * 0.72;
        c.mirror(water, p.middle(), 0.35);
        branch(c, -c.width * 0.05, c.height * 0.3, 0.15, c.width * 0.3, 5);
        branch(c, c.width * 1.05, c.height * 0.08, Math.PI - 0.35, c.width * 0.28, 5);
        for (int i = 0; i < 90; i++) {
            c.disc(c.random.nextDouble() * c.width, c.random.nextDouble() * c.height, c.between(1.5, 4.5),
                    Canvas.alpha(new Color(0xff9fb8), c.between(0.4, 0.9)));
        }
    }

    private static void branch(Canvas c, double x, double y, double angle, double length, int depth) {
        double endX = x + Math.cos(angle) * length;
        double endY = y + Math.sin(angle) * length;
        Path2D wood = new Path2D.Double();
        wood.moveTo(x, y);
        wood.quadTo((x + endX) / 2 + c.between(-8, 8), (y + endY) / 2 - length * 0.08, endX, endY);
        c.line(wood, depth * 2.4, new Color(0x4a2f35));
        if (depth > 1) {
            for (int i = 0; i < 3; i++) {
                branch(c, endX, endY, angle + c.between(-0.75, 0.75), length * c.between(0.55, 0.75), depth - 1);
            }
        }
        for (int i = 0; i < 9 && depth < 4; i++) {
            c.disc(endX + c.between(-26, 26), endY + c.between(-26, 26), c.between(5, 11),
                    Canvas.alpha(Canvas.mix(new Color(0xff8fae), Color.WHITE, c.between(0.1, 0.75)), 0.85));
        }
    }
}
