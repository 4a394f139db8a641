package app.nero.local.demo;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Castles, floating islands and woods that glow. */
final class FantasyScenes {

    private static final Color WINDOW = new Color(0xffd98a);

    static final List<Scene> ALL = List.of(FantasyScenes::floatingIsland, FantasyScenes::castle, FantasyScenes::dragon,
            FantasyScenes::mushrooms, FantasyScenes::portal, FantasyScenes::moonDoor);

    private FantasyScenes() {}

    static void castle(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.stars(140, c.height * 0.5);
        double moon = c.width * c.between(0.36, 0.64);
        c.glow(moon, c.height * 0.36, c.width * 0.6, p.light(), 0.5);
        c.disc(moon, c.height * 0.36, c.width * 0.22, Canvas.mix(p.light(), p.bottom(), 0.25));
        c.disc(moon - c.width * 0.06, c.height * 0.32, c.width * 0.035, Canvas.alpha(p.far(), 0.18));
        c.disc(moon + c.width * 0.07, c.height * 0.39, c.width * 0.05, Canvas.alpha(p.far(), 0.14));
        c.shape(c.ridge(c.height * 0.68, c.height * 0.09, 0.9), Canvas.mix(p.far(), p.bottom(), 0.35));
        c.mist(c.height * 0.72, c.height * 0.1, p.bottom(), 0.6);
        double x = c.width * 0.5;
        double foot = c.height * 0.68;
        Path2D rock = new Path2D.Double();
        rock.moveTo(x - c.width * 0.42, c.height);
        rock.lineTo(x - c.width * 0.3, c.height * 0.84);
        rock.lineTo(x - c.width * 0.24, foot);
        rock.lineTo(x + c.width * 0.24, foot);
        rock.lineTo(x + c.width * 0.29, c.height * 0.8);
        rock.lineTo(x + c.width * 0.44, c.height);
        rock.closePath();
        Color stone = Canvas.mix(p.near(), p.far(), 0.25);
        c.shape(rock, p.near());
        keep(c, x, foot, Math.min(c.width * 0.5, c.height * 0.38), stone);
        c.mist(c.height * 0.86, c.height * 0.09, p.middle(), 0.65);
        c.firs(c.height * 1.02, c.height * 0.08, c.height * 0.16, c.width * 0.06, p.near());
        c.birds(c.width * 0.75, c.height * 0.3, 7, c.width * 0.018, p.near());
        c.vignette(0.4);
    }

    private static void keep(Canvas c, double x, double foot, double w, Color stone) {
        double[][] towers = {{-0.42, 0.55, 0.13}, {-0.2, 0.85, 0.15}, {0.03, 1.2, 0.18}, {0.24, 0.75, 0.14},
                {0.42, 0.5, 0.12}};
        c.box(x - w * 0.46, foot - w * 0.32, w * 0.92, w * 0.34, stone);
        for (int i = 0; i < 12; i++) {
            c.box(x - w * 0.46 + i * w * 0.08, foot - w * 0.36, w * 0.045, w * 0.05, stone);
        }
        for (double[] tower : towers) {
            tower(c, x + tower[0] * w, foot, w * tower[2], w * tower[1], stone);
        }
        c.shape(new Shapes.PointedArch(x - w * 0.11, foot - w * 0.17, w * 0.12, w * 0.18).path(), WINDOW);
        c.glow(x - w * 0.05, foot - w * 0.05, w * 0.2, WINDOW, 0.6);
    }

    private static void tower(Canvas c, double x, double foot, double broad, double tall, Color stone) {
        c.box(x - broad / 2, foot - tall, broad, tall, Canvas.mix(stone, c.palette.near(), c.between(0, 0.4)));
        Path2D roof = new Path2D.Double();
        roof.moveTo(x - broad * 0.68, foot - tall);
        roof.lineTo(x, foot - tall - broad * 1.7);
        roof.lineTo(x + broad * 0.68, foot - tall);
        roof.closePath();
        c.shape(roof, Canvas.mix(c.palette.first(), c.palette.near(), 0.3));
        Path2D flag = new Path2D.Double();
        flag.moveTo(x, foot - tall - broad * 2.3);
        flag.lineTo(x + broad * 0.7, foot - tall - broad * 2.1);
        flag.lineTo(x, foot - tall - broad * 1.9);
        c.shape(flag, c.palette.second());
        c.box(x - 1, foot - tall - broad * 2.3, 2, broad * 0.7, stone);
        for (int i = 0; i < 3; i++) {
            double y = foot - tall + broad * (0.35 + i * 1.1);
            if (y < foot - broad * 0.6) {
                c.glow(x, y + broad * 0.2, broad * 0.7, WINDOW, 0.5);
                c.shape(new Shapes.PointedArch(x - broad * 0.11, y, broad * 0.22, broad * 0.42).path(), WINDOW);
            }
        }
    }

    static void floatingIsland(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.stars(80, c.height * 0.3);
        c.glow(c.width * 0.78, c.height * 0.22, c.width * 0.5, p.light(), 0.5);
        c.disc(c.width * 0.78, c.height * 0.22, c.width * 0.12, p.light());
        for (int i = 0; i < 8; i++) {
            c.cloud(c.width * c.random.nextDouble(), c.height * c.between(0.78, 1), c.width * 0.25, p.light(), 0.18);
        }
        island(c, c.width * 0.16, c.height * 0.34, c.width * 0.11);
        island(c, c.width * 0.86, c.height * 0.5, c.width * 0.08);
        double x = c.width * 0.48;
        double y = c.height * 0.58;
        double w = c.width * 0.3;
        keep(c, x, y, Math.min(w * 1.15, c.height * 0.31), Canvas.mix(p.light(), p.far(), 0.35));
        island(c, x, y, w);
        for (double fall : new double[]{-0.62, 0.5}) {
            c.pen.setPaint(new LinearGradientPaint(0, (float) y, 0, (float) (y + c.height * 0.33), new float[]{0, 1},
                    new Color[]{Canvas.alpha(Color.WHITE, 0.9), Canvas.alpha(Color.WHITE, 0)}));
            c.pen.fill(new Rectangle2D.Double(x + fall * w, y + c.height * 0.005, w * 0.07, c.height * 0.33));
        }
        for (int i = 0; i < 4; i++) {
            c.cloud(c.width * c.random.nextDouble(), c.height * c.between(0.72, 0.95), c.width * 0.2, p.light(), 0.14);
        }
        c.birds(c.width * 0.3, c.height * 0.2, 6, c.width * 0.016, p.near());
    }

    private static void island(Canvas c, double x, double y, double w) {
        Palette p = c.palette;
        Path2D rock = new Path2D.Double();
        rock.moveTo(x - w, y);
        for (int i = 0; i <= 12; i++) {
            double t = i / 12.0;
            double depth = (1 - Math.abs(t * 2 - 1)) * w * 1.25;
            rock.lineTo(x - w + 2 * w * t, y + depth * c.between(0.72, 1.1) + w * 0.06);
        }
        rock.lineTo(x + w, y);
        rock.closePath();
        c.shape(rock, Canvas.mix(p.near(), p.far(), 0.4));
        Path2D shade = new Path2D.Double();
        shade.moveTo(x + w * 0.1, y);
        shade.lineTo(x + w, y);
        shade.lineTo(x + w * 0.05, y + w * 1.05);
        shade.closePath();
        c.shape(shade, Canvas.alpha(p.near(), 0.45));
        c.shape(new Ellipse2D.Double(x - w * 1.04, y - w * 0.09, w * 2.08, w * 0.22), new Color(0x5f9e5a));
        c.shape(new Ellipse2D.Double(x - w * 0.98, y - w * 0.085, w * 1.9, w * 0.13), new Color(0x86bf6c));
        for (int i = 0; i < 7; i++) {
            double tx = x + c.between(-0.9, 0.9) * w;
            c.disc(tx, y - w * 0.09, w * c.between(0.04, 0.09), new Color(0x2f6b45));
        }
    }

    static void dragon(Canvas c) {
        Palette p = c.palette;
        c.sky();
        c.light(c.width * 0.5, c.height * 0.34, c.width * 0.19);
        for (int i = 0; i < 4; i++) {
            c.cloud(c.width * c.between(0, 1), c.height * c.between(0.12, 0.5), c.width * 0.16, p.far(), 0.16);
        }
        bird(c, c.width * 0.5, c.height * 0.36, c.width * 0.4);
        c.shape(c.ridge(c.height * 0.72, c.height * 0.14, 1), Canvas.mix(p.far(), p.near(), 0.3));
        c.mist(c.height * 0.82, c.height * 0.12, p.bottom(), 0.6);
        c.shape(c.ridge(c.height * 0.92, c.height * 0.08, 1), p.near());
        c.vignette(0.4);
    }

    /** A great bird with spread wings and a long tail: a simurgh to some, a dragon to others. */
    private static void bird(Canvas c, double x, double y, double size) {
        Palette p = c.palette;
        for (int side = -1; side <= 1; side += 2) {
            for (int feather = 0; feather < 9; feather++) {
                double spread = feather / 8.0;
                Path2D wing = new Path2D.Double();
                double tipX = x + side * size * (1.05 - spread * 0.55);
                double tipY = y - size * 0.42 + spread * size * 0.75;
                wing.moveTo(x + side * size * 0.05, y - size * 0.05);
                wing.quadTo(x + side * size * (0.55 - spread * 0.2), y - size * (0.62 - spread * 0.45), tipX, tipY);
                wing.quadTo(x + side * size * (0.5 - spread * 0.2), y - size * (0.3 - spread * 0.4),
                        x + side * size * 0.05, y + size * 0.08);
                c.shape(wing, Canvas.mix(p.near(), feather % 2 == 0 ? p.first() : p.second(), 0.25 + 0.4 * spread));
            }
        }
        for (int plume = -3; plume <= 3; plume++) {
            Path2D tail = new Path2D.Double();
            tail.moveTo(x, y + size * 0.1);
            tail.curveTo(x + plume * size * 0.05, y + size * 0.4, x + plume * size * 0.22, y + size * 0.5,
                    x + plume * size * 0.17, y + size * 0.9);
            c.line(tail, size * 0.028, Canvas.mix(p.first(), p.near(), 0.2 + Math.abs(plume) * 0.15));
            c.disc(x + plume * size * 0.17, y + size * 0.9, size * 0.035, p.second());
        }
        c.shape(new Ellipse2D.Double(x - size * 0.09, y - size * 0.16, size * 0.18, size * 0.36), p.near());
        Path2D neck = new Path2D.Double();
        neck.moveTo(x, y - size * 0.1);
        neck.quadTo(x + size * 0.02, y - size * 0.28, x + size * 0.1, y - size * 0.32);
        c.line(neck, size * 0.07, p.near());
        c.disc(x + size * 0.11, y - size * 0.33, size * 0.055, p.near());
        Path2D beak = new Path2D.Double();
        beak.moveTo(x + size * 0.14, y - size * 0.37);
        beak.lineTo(x + size * 0.26, y - size * 0.31);
        beak.lineTo(x + size * 0.14, y - size * 0.29);
        c.shape(beak, p.second());
        c.disc(x + size * 0.125, y - size * 0.345, size * 0.012, p.light());
    }

    static void mushrooms(Canvas c) {
        Palette p = c.palette;
        c.sky(p.near(), Canvas.mix(p.near(), p.top(), 0.8), p.middle());
        c.glow(c.width * 0.5, c.height * 0.5, c.width * 0.8, p.second(), 0.3);
        for (int i = 0; i < 9; i++) {
            double x = c.width * c.random.nextDouble();
            c.box(x, 0, c.width * c.between(0.02, 0.06), c.height, Canvas.alpha(p.near(), 0.6));
        }
        c.mist(c.height * 0.62, c.height * 0.2, p.first(), 0.25);
        double[][] caps = {{0.2, 0.72, 0.1}, {0.82, 0.7, 0.11}, {0.4, 0.78, 0.13}, {0.66, 0.9, 0.23},
                {0.18, 0.95, 0.17}};
        for (double[] cap : caps) {
            mushroom(c, c.width * cap[0], c.height * cap[1], c.width * cap[2]);
        }
        c.shade(c.height * 0.75, p.near(), 0.9);
        for (int i = 0; i < 70; i++) {
            double x = c.width * c.random.nextDouble();
            double y = c.height * c.between(0.2, 0.95);
            c.glow(x, y, c.between(4, 13), p.light(), 0.8);
            c.disc(x, y, 1.4, Color.WHITE);
        }
        c.vignette(0.45);
    }

    private static void mushroom(Canvas c, double x, double foot, double size) {
        Palette p = c.palette;
        Color cap = c.random.nextBoolean() ? p.first() : p.second();
        double tall = size * 1.5;
        c.glow(x, foot - tall, size * 2.2, cap, 0.45);
        Path2D stem = new Path2D.Double();
        stem.moveTo(x - size * 0.22, foot);
        stem.quadTo(x - size * 0.08, foot - tall * 0.5, x - size * 0.16, foot - tall);
        stem.lineTo(x + size * 0.16, foot - tall);
        stem.quadTo(x + size * 0.1, foot - tall * 0.5, x + size * 0.26, foot);
        c.shape(stem, Canvas.mix(p.light(), p.far(), 0.35));
        c.shape(new Ellipse2D.Double(x - size * 0.85, foot - tall - size * 0.14, size * 1.7, size * 0.34),
                Canvas.mix(cap, p.near(), 0.5));
        Path2D top = new Path2D.Double();
        top.moveTo(x - size, foot - tall + size * 0.05);
        top.curveTo(x - size * 0.9, foot - tall - size * 1.05, x + size * 0.9, foot - tall - size * 1.05, x + size,
                foot - tall + size * 0.05);
        top.quadTo(x, foot - tall - size * 0.22, x - size, foot - tall + size * 0.05);
        c.shape(top, cap);
        for (int i = 0; i < 6; i++) {
            double t = c.between(-0.65, 0.65);
            c.disc(x + t * size, foot - tall - size * (0.62 - Math.abs(t) * 0.55) + c.between(0, 0.2) * size,
                    size * c.between(0.05, 0.11),
                    Canvas.alpha(Color.WHITE, 0.85));
        }
        if (size > c.width * 0.12) {
            c.glow(x, foot - tall * 0.35, size * 0.5, WINDOW, 0.7);
            c.shape(new Shapes.PointedArch(x - size * 0.09, foot - tall * 0.5, size * 0.18, size * 0.34).path(),
                    WINDOW);
        }
    }

    static void portal(Canvas c) {
        Palette p = c.palette;
        c.sky(new Color(0x060a1e), Canvas.mix(new Color(0x060a1e), p.top(), 0.7),
                Canvas.mix(p.middle(), new Color(0x16264a), 0.4));
        c.stars(240, c.height * 0.6);
        c.aurora(p.first(), c.height * 0.45, c.height * 0.35);
        c.shape(c.ridge(c.height * 0.6, c.height * 0.08, 0.95), Canvas.mix(p.far(), new Color(0x0b1530), 0.5));
        Color snow = new Color(0xcfe0f2);
        c.shape(c.ridge(c.height * 0.76, c.height * 0.02, 0), Canvas.mix(snow, p.top(), 0.35));
        double x = c.width * 0.5;
        double y = c.height * 0.6;
        double r = c.width * 0.2;
        c.glow(x, y, r * 2.4, p.second(), 0.75);
        for (int i = 0; i < 240; i++) {
            double t = i / 240.0;
            double angle = t * 22 + c.between(0, 0.5);
            double reach = r * (0.08 + 0.92 * t);
            c.line(new Arc2D.Double(x - reach, y - reach * 1.25, reach * 2, reach * 2.5, Math.toDegrees(angle), 55,
                    Arc2D.OPEN), 3, Canvas.alpha(Canvas.mix(Color.WHITE, i % 2 == 0 ? p.second() : p.first(), t), 0.5));
        }
        for (int side = -1; side <= 1; side += 2) {
            Path2D stone = new Path2D.Double();
            double sx = x + side * r * 1.35;
            stone.moveTo(sx - r * 0.28, c.height * 0.82);
            stone.lineTo(sx - r * 0.22, c.height * 0.4);
            stone.lineTo(sx + r * 0.02, c.height * 0.36);
            stone.lineTo(sx + r * 0.24, c.height * 0.42);
            stone.lineTo(sx + r * 0.3, c.height * 0.82);
            stone.closePath();
            c.shape(stone, new Color(0x182036));
            c.line(stone, 2, Canvas.alpha(p.second(), 0.5));
            for (int i = 0; i < 4; i++) {
                c.shape(Shapes.star(sx, c.height * (0.48 + i * 0.075), r * 0.07, r * 0.02, 4, 0), p.second());
            }
        }
        c.shape(c.ridge(c.height * 0.82, c.height * 0.015, 0), snow);
        c.glow(x, c.height * 0.86, c.width * 0.45, p.second(), 0.4);
        for (int i = 0; i < 130; i++) {
            c.disc(c.width * c.random.nextDouble(), c.height * c.random.nextDouble(), c.between(0.8, 3),
                    Canvas.alpha(Color.WHITE, c.between(0.3, 0.9)));
        }
        c.vignette(0.4);
    }

    /** A garden behind an arch, with two moons above it. */
    static void moonDoor(Canvas c) {
        Palette p = c.palette;
        Canvas garden = new Canvas(c.width, c.height, p, c.random.nextLong());
        garden.sky();
        garden.stars(120, c.height * 0.5);
        garden.light(c.width * 0.4, c.height * 0.3, c.width * 0.07);
        garden.light(c.width * 0.62, c.height * 0.22, c.width * 0.035);
        garden.shape(garden.ridge(c.height * 0.55, c.height * 0.06, 0.5), p.far());
        garden.shape(garden.ridge(c.height * 0.66, c.height * 0.03, 0.1), Canvas.mix(p.far(), p.near(), 0.5));
        for (int i = 0; i < 44; i++) {
            double depth = i / 44.0;
            double x = c.width * garden.between(0.1, 0.9);
            double foot = c.height * (0.68 + 0.32 * depth);
            double size = c.width * (0.02 + 0.07 * depth);
            Path2D stem = new Path2D.Double();
            stem.moveTo(x, foot);
            stem.quadTo(x + garden.between(-0.5, 0.5) * size, foot - size * 1.5, x, foot - size * 3);
            garden.line(stem, Math.max(2, size * 0.1), Canvas.mix(new Color(0x2f7f4a), p.near(), 0.5 - 0.4 * depth));
            Color petal = garden.random.nextBoolean()
                    ? p.first()
                    : garden.random.nextBoolean() ? p.second() : p.light();
            for (int j = 0; j < 8; j++) {
                double angle = Math.PI * j / 4;
                garden.disc(x + Math.cos(angle) * size * 0.52, foot - size * 3 + Math.sin(angle) * size * 0.52,
                        size * 0.34,
                        Canvas.mix(petal, p.near(), 0.3 - 0.3 * depth));
            }
            garden.disc(x, foot - size * 3, size * 0.34, WINDOW);
        }
        Color wall = Canvas.mix(p.near(), new Color(0x3a2a24), 0.5);
        c.fill(wall);
        for (int row = 0; row * 26 < c.height; row++) {
            for (int column = -1; column * 62 < c.width; column++) {
                c.shape(new RoundRectangle2D.Double(column * 62 + (row % 2) * 31 + 2, row * 26 + 2, 58, 22, 6, 6),
                        Canvas.mix(wall, p.far(), c.between(0.05, 0.3)));
            }
        }
        Path2D arch = new Shapes.PointedArch(c.width * 0.17, c.height * 0.08, c.width * 0.66, c.height * 0.92).path();
        c.within(arch, garden, 1);
        c.line(arch, c.width * 0.028, Canvas.mix(p.second(), p.near(), 0.35));
        c.line(arch, c.width * 0.009, p.light());
        c.vignette(0.45);
    }
}
