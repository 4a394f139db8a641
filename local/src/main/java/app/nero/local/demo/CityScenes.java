package app.nero.local.demo;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Skylines, bridges, domes and streets. */
final class CityScenes {

    private static final Color LAMP = new Color(0xffd58a);

    static final List<Scene> ALL = List.of(CityScenes::skyline, CityScenes::bridge, CityScenes::dome, CityScenes::alley,
            CityScenes::poster);

    private CityScenes() {}

    static void skyline(Canvas c) {
        Palette p = c.palette;
        double water = c.height * 0.72;
        c.sky();
        c.stars(90, c.height * 0.35);
        c.light(c.width * c.between(0.2, 0.8), c.height * c.between(0.25, 0.4), c.width * 0.07);
        towers(c, water, c.height * 0.42, c.width * 0.06, Canvas.mix(p.far(), p.middle(), 0.4), 0.1);
        c.mist(water, c.height * 0.18, p.bottom(), 0.5);
        towers(c, water, c.height * 0.34, c.width * 0.085, Canvas.mix(p.far(), p.near(), 0.55), 0.4);
        towers(c, water, c.height * 0.2, c.width * 0.1, p.near(), 0.5);
        c.mirror(water, p.near(), 0.65);
        c.vignette(0.35);
    }

    private static void towers(Canvas c, double foot, double tallest, double broad, Color color, double lit) {
        for (double x = -broad; x < c.width;) {
            double w = broad * c.between(0.5, 1.2);
            double h = tallest * c.between(0.35, 1);
            c.box(x, foot - h, w, h, color);
            if (c.random.nextInt(3) == 0) {
                c.box(x + w * 0.47, foot - h - tallest * 0.12, w * 0.06, tallest * 0.12, color);
            }
            double window = Math.max(3, broad * 0.075);
            for (double wx = x + window; wx < x + w - window * 1.5; wx += window * 2) {
                for (double wy = foot - h + window * 1.5; wy < foot - window * 2; wy += window * 2.4) {
                    if (c.random.nextDouble() < lit) {
                        c.box(wx, wy, window, window * 1.3, Canvas.alpha(LAMP, c.between(0.45, 1)));
                    }
                }
            }
            x += w * c.between(0.9, 1.15);
        }
    }

    static void bridge(Canvas c) {
        Palette p = c.palette;
        double water = c.height * 0.62;
        c.sky(new Color(0x0b1a3c), new Color(0x2c3f80), Canvas.mix(p.bottom(), new Color(0xd98a5a), 0.6));
        c.stars(120, c.height * 0.4);
        c.light(c.width * c.between(0.15, 0.85), c.height * 0.17, c.width * 0.04);
        c.shape(c.ridge(c.height * 0.5, c.height * 0.08, 0.7), Canvas.mix(p.far(), p.near(), 0.3));
        Color stone = new Color(0xc9925a);
        double top = water - c.height * 0.2;
        c.glow(c.width / 2.0, water - c.height * 0.08, c.width * 0.75, LAMP, 0.35);
        c.box(0, top, c.width, water - top, Canvas.mix(stone, p.near(), 0.45));
        arches(c, top + c.height * 0.02, c.height * 0.06, c.width / 16.0, p);
        arches(c, top + c.height * 0.095, c.height * 0.09, c.width / 8.0, p);
        c.box(0, water - c.height * 0.015, c.width, c.height * 0.015, Canvas.mix(stone, p.near(), 0.25));
        c.box(0, top - c.height * 0.008, c.width, c.height * 0.012, Canvas.mix(stone, Color.WHITE, 0.2));
        c.mirror(water, p.near(), 0.55);
        c.vignette(0.4);
    }

    private static void arches(Canvas c, double top, double tall, double pitch, Palette p) {
        for (double x = 0; x < c.width + pitch; x += pitch) {
            Shapes.PointedArch arch = new Shapes.PointedArch(x + pitch * 0.14, top, pitch * 0.72, tall);
            c.shape(arch.path(), Canvas.mix(p.near(), LAMP, 0.22));
            c.glow(x + pitch / 2, top + tall, tall * 0.95, LAMP, 0.9);
        }
    }

    static void dome(Canvas c) {
        Palette p = c.palette;
        double foot = c.height * 0.86;
        double middle = c.width / 2.0;
        double radius = c.width * 0.25;
        c.sky();
        c.light(c.width * c.between(0.2, 0.8), c.height * 0.2, c.width * 0.06);
        c.birds(middle, c.height * 0.26, 12, c.width * 0.02, p.near());
        Color tile = new Color(0x1f9aa5);
        Color dark = new Color(0x0d4f66);
        for (int side = -1; side <= 1; side += 2) {
            double x = middle + side * c.width * 0.38;
            c.box(x - c.width * 0.03, c.height * 0.33, c.width * 0.06, foot - c.height * 0.33, new Color(0xd9b07a));
            for (int band = 0; band < 5; band++) {
                c.box(x - c.width * 0.03, c.height * (0.37 + band * 0.09), c.width * 0.06, c.height * 0.022,
                        band % 2 == 0 ? tile : dark);
            }
            c.box(x - c.width * 0.042, c.height * 0.325, c.width * 0.084, c.height * 0.02, dark);
            Path2D cap = new Path2D.Double();
            cap.moveTo(x - c.width * 0.03, c.height * 0.325);
            cap.quadTo(x - c.width * 0.03, c.height * 0.28, x, c.height * 0.26);
            cap.quadTo(x + c.width * 0.03, c.height * 0.28, x + c.width * 0.03, c.height * 0.325);
            c.shape(cap, tile);
        }
        double drum = c.height * 0.56;
        Path2D onion = new Path2D.Double();
        onion.moveTo(middle - radius * 0.92, drum);
        onion.curveTo(middle - radius * 1.25, drum - radius * 0.8, middle - radius * 0.45, drum - radius * 1.15, middle,
                drum - radius * 1.55);
        onion.curveTo(middle + radius * 0.45, drum - radius * 1.15, middle + radius * 1.25, drum - radius * 0.8,
                middle + radius * 0.92, drum);
        onion.closePath();
        c.shape(onion, tile);
        Area net = new Area(onion);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 6; j++) {
                double x = middle + (i - 3 + (j % 2) * 0.5) * radius * 0.36;
                c.shape(cut(net, Shapes.star(x, drum - radius * 0.15 - j * radius * 0.25, radius * 0.1, 8)),
                        Canvas.alpha(j % 2 == 0 ? new Color(0xf2d492) : dark, 0.85));
            }
        }
        c.shape(cut(net, new Rectangle2D.Double(middle, 0, c.width, c.height)), Canvas.alpha(dark, 0.25));
        c.box(middle - radius * 0.92, drum, radius * 1.84, c.height * 0.06, dark);
        for (int i = 0; i < 12; i++) {
            c.shape(new Shapes.PointedArch(middle - radius * 0.88 + i * radius * 0.148, drum + c.height * 0.012,
                    radius * 0.1, c.height * 0.045).path(), LAMP);
        }
        c.box(middle - c.width * 0.31, drum + c.height * 0.06, c.width * 0.62, foot - drum, new Color(0xd9b07a));
        c.box(middle - c.width * 0.19, drum + c.height * 0.04, c.width * 0.38, foot - drum, tile);
        c.shape(new Shapes.PointedArch(middle - c.width * 0.14, drum + c.height * 0.08, c.width * 0.28,
                foot - drum - c.height * 0.08).path(), dark);
        c.glow(middle, foot - c.height * 0.04, c.width * 0.18, LAMP, 0.85);
        c.box(0, foot, c.width, c.height - foot, Canvas.mix(new Color(0xb98d5c), p.near(), 0.35));
        c.vignette(0.25);
    }

    private static Area cut(Area within, Shape shape) {
        Area area = new Area(shape);
        area.intersect(within);
        return area;
    }

    static void alley(Canvas c) {
        Palette p = c.palette;
        double vanish = c.width * c.between(0.42, 0.58);
        double horizon = c.height * 0.52;
        c.sky(Canvas.mix(p.top(), p.near(), 0.4), p.top(), p.middle());
        c.glow(vanish, horizon, c.width * 0.7, p.bottom(), 0.9);
        for (int side = -1; side <= 1; side += 2) {
            for (int i = 0; i < 6; i++) {
                double nearX = vanish + side * c.width * (0.07 + Math.pow(i + 1, 1.65) * 0.03);
                double farX = vanish + side * c.width * (0.07 + Math.pow(i, 1.65) * 0.03);
                double tall = c.height * (0.16 + 0.075 * i * i * 0.35 + c.between(0, 0.08));
                double depth = 1 - i / 6.0;
                double left = Math.min(nearX, farX);
                double rest = i == 5 ? c.width * 0.5 : 1;
                c.box(side < 0 ? left - rest : left, horizon - tall, Math.abs(nearX - farX) + rest, c.height,
                        Canvas.mix(p.near(), p.middle(), 0.55 * depth));
                sign(c, left + Math.abs(nearX - farX) * 0.3, horizon - tall * c.between(0.3, 0.7),
                        c.width * 0.012 * (i + 1), p);
            }
        }
        Path2D road = new Path2D.Double();
        road.moveTo(vanish - c.width * 0.07, horizon + c.height * 0.03);
        road.lineTo(vanish + c.width * 0.07, horizon + c.height * 0.03);
        road.lineTo(c.width * 1.2, c.height);
        road.lineTo(-c.width * 0.2, c.height);
        road.closePath();
        c.shape(road, Canvas.mix(p.near(), p.top(), 0.3));
        for (int i = 0; i < 70; i++) {
            double depth = c.random.nextDouble();
            double y = horizon + c.height * (0.04 + 0.44 * depth);
            double x = vanish + c.between(-1, 1) * c.width * (0.06 + 0.5 * depth);
            Color color = c.random.nextBoolean() ? p.first() : c.random.nextBoolean() ? p.second() : p.light();
            c.shape(new Ellipse2D.Double(x, y, c.width * 0.007 * (1 + depth), c.height * 0.075 * depth),
                    Canvas.alpha(color, c.between(0.1, 0.45)));
        }
        for (int i = 0; i < 9; i++) {
            double depth = (i % 5 + 1) / 5.0;
            double x = vanish + (i % 2 == 0 ? -1 : 1) * c.width * (0.04 + 0.36 * depth * depth);
            lantern(c, x, horizon - c.height * (0.05 + 0.28 * depth), c.width * 0.035 * depth + 4, p.first());
        }
        c.vignette(0.45);
    }

    private static void sign(Canvas c, double x, double y, double size, Palette p) {
        Color color = c.random.nextBoolean() ? p.first() : p.second();
        c.glow(x + size / 2, y + size, size * 3, color, 0.45);
        c.shape(new RoundRectangle2D.Double(x, y, size, size * 2.4, size * 0.4, size * 0.4), color);
        c.box(x + size * 0.25, y + size * 0.4, size * 0.5, size * 0.18, p.near());
        c.box(x + size * 0.25, y + size, size * 0.5, size * 0.18, p.near());
    }

    static void lantern(Canvas c, double x, double y, double size, Color color) {
        c.glow(x, y, size * 4, color, 0.5);
        c.shape(new Ellipse2D.Double(x - size, y - size * 1.15, size * 2, size * 2.3), color);
        c.shape(new Ellipse2D.Double(x - size * 0.45, y - size * 0.9, size * 0.9, size * 1.8),
                Canvas.alpha(Color.WHITE, 0.45));
        c.box(x - size * 0.4, y - size * 1.35, size * 0.8, size * 0.22, Canvas.mix(color, Color.BLACK, 0.6));
        c.box(x - size * 0.4, y + size * 1.1, size * 0.8, size * 0.22, Canvas.mix(color, Color.BLACK, 0.6));
    }

    static void poster(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.bottom(), Color.WHITE, 0.3));
        c.disc(c.width * 0.5, c.height * 0.42, c.width * 0.33, p.first());
        for (int layer = 0; layer < 3; layer++) {
            Color color = layer == 0 ? Canvas.mix(p.far(), p.bottom(), 0.35) : layer == 1 ? p.far() : p.near();
            for (double x = -10; x < c.width;) {
                double w = c.width * c.between(0.07, 0.15);
                double h = c.height * c.between(0.16, 0.48 - layer * 0.09);
                double foot = c.height * 0.9;
                c.box(x, foot - h, w, h + c.height * 0.1, color);
                switch (c.random.nextInt(4)) {
                    case 0 -> c.shape(new Arc2D.Double(x, foot - h - w / 2, w, w, 0, 180, Arc2D.PIE), color);
                    case 1 -> {
                        Path2D gable = new Path2D.Double();
                        gable.moveTo(x, foot - h);
                        gable.lineTo(x + w / 2, foot - h - w * 0.6);
                        gable.lineTo(x + w, foot - h);
                        c.shape(gable, color);
                    }
                    default -> c.box(x + w * 0.3, foot - h - w * 0.25, w * 0.4, w * 0.26, color);
                }
                x += w * c.between(1, 1.25);
            }
        }
        c.box(0, c.height * 0.9, c.width, c.height * 0.1, p.near());
        for (int i = 0; i < 5; i++) {
            c.box(c.width * (0.1 + 0.17 * i), c.height * 0.945, c.width * 0.1, c.height * 0.008, p.second());
        }
    }
}
