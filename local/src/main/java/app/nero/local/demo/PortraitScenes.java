package app.nero.local.demo;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** People as simple shapes: nobody in particular. */
final class PortraitScenes {

    private static final List<Color> SKINS = List.of(new Color(0xf4cda5), new Color(0xe0ac7e), new Color(0xc68a5c),
            new Color(0x9a6240), new Color(0x6f432c));
    private static final List<Color> HAIRS = List.of(new Color(0x2a1a16), new Color(0x4a2c20), new Color(0x7a4526),
            new Color(0xb5652f), new Color(0xd8d4cf), new Color(0x1b1a22));

    static final List<Scene> ALL = List.of(PortraitScenes::longHair, PortraitScenes::scarf, PortraitScenes::beard,
            PortraitScenes::curls, PortraitScenes::silhouette, PortraitScenes::glasses, PortraitScenes::neon,
            PortraitScenes::hat, PortraitScenes::bun);

    private PortraitScenes() {}

    /** Where a head is and how large; all else is drawn by it. */
    private record Head(double x, double y, double r, Color skin, Color hair) {

        static Head on(Canvas c) {
            return new Head(c.width * 0.5, c.height * 0.43, Math.min(c.width * 0.19, c.height * 0.17),
                    SKINS.get(c.random.nextInt(SKINS.size())), HAIRS.get(c.random.nextInt(HAIRS.size())));
        }

        Color shadow() {
            return Canvas.mix(skin, new Color(0x5a1f2c), 0.22);
        }
    }

    private static void backdrop(Canvas c) {
        Palette p = c.palette;
        c.sky(Canvas.mix(p.top(), p.middle(), 0.4), p.middle(), p.bottom());
        switch (c.random.nextInt(4)) {
            case 0 -> c.disc(c.width * 0.5, c.height * 0.42, c.width * 0.4, Canvas.mix(p.light(), p.bottom(), 0.35));
            case 1 -> {
                for (int i = 0; i < 26; i++) {
                    leaf(c, c.width * c.random.nextDouble(), c.height * c.between(0, 0.85),
                            c.width * c.between(0.08, 0.18), c.between(0, 6.3),
                            Canvas.mix(p.far(), i % 3 == 0 ? p.second() : p.near(), c.between(0.1, 0.5)));
                }
            }
            case 2 -> {
                for (int i = 6; i > 0; i--) {
                    c.disc(c.width * 0.5, c.height * 0.46, c.width * 0.12 * i,
                            Canvas.mix(p.bottom(), i % 2 == 0 ? p.far() : p.first(), 0.16 * i * 0.8));
                }
            }
            default -> c.glow(c.width * 0.28, c.height * 0.22, c.width * 0.9, p.light(), 0.75);
        }
    }

    private static void leaf(Canvas c, double x, double y, double size, double angle, Color color) {
        Path2D leaf = new Path2D.Double();
        leaf.moveTo(0, 0);
        leaf.quadTo(size * 0.5, -size * 0.35, size, 0);
        leaf.quadTo(size * 0.5, size * 0.35, 0, 0);
        var before = c.pen.getTransform();
        c.pen.translate(x, y);
        c.pen.rotate(angle);
        c.shape(leaf, color);
        c.line(new Line2D.Double(0, 0, size * 0.9, 0), 1.2, Canvas.alpha(Color.WHITE, 0.25));
        c.pen.setTransform(before);
    }

    private static void body(Canvas c, Head head, Color cloth) {
        double r = head.r();
        double shoulder = head.y() + r * 1.95;
        Path2D torso = new Path2D.Double();
        torso.moveTo(head.x() - r * 2.3, c.height + 5);
        torso.curveTo(head.x() - r * 2.25, shoulder + r * 0.3, head.x() - r * 1.3, shoulder - r * 0.15,
                head.x() - r * 0.5, shoulder - r * 0.3);
        torso.lineTo(head.x() + r * 0.5, shoulder - r * 0.3);
        torso.curveTo(head.x() + r * 1.3, shoulder - r * 0.15, head.x() + r * 2.25, shoulder + r * 0.3,
                head.x() + r * 2.3, c.height + 5);
        torso.closePath();
        c.shape(torso, cloth);
        Area side = new Area(torso);
        side.intersect(new Area(new Ellipse2D.Double(head.x() + r * 0.5, shoulder, r * 3, r * 6)));
        c.shape(side, Canvas.alpha(Color.BLACK, 0.13));
        c.shape(new RoundRectangle2D.Double(head.x() - r * 0.38, head.y() + r * 0.6, r * 0.76, r * 1.25, r * 0.5,
                r * 0.5), head.shadow());
        c.shape(new Ellipse2D.Double(head.x() - r * 0.55, shoulder - r * 0.58, r * 1.1, r * 0.62), head.shadow());
    }

    private static void face(Canvas c, Head head) {
        double x = head.x();
        double y = head.y();
        double r = head.r();
        c.shape(new Ellipse2D.Double(x - r * 1.0, y - r * 0.22, r * 0.3, r * 0.46), head.shadow());
        c.shape(new Ellipse2D.Double(x + r * 0.7, y - r * 0.22, r * 0.3, r * 0.46), head.shadow());
        Path2D shape = new Path2D.Double();
        shape.moveTo(x - r * 0.86, y - r * 0.3);
        shape.curveTo(x - r * 0.9, y - r * 1.35, x + r * 0.9, y - r * 1.35, x + r * 0.86, y - r * 0.3);
        shape.curveTo(x + r * 0.88, y + r * 0.62, x + r * 0.45, y + r * 1.12, x, y + r * 1.14);
        shape.curveTo(x - r * 0.45, y + r * 1.12, x - r * 0.88, y + r * 0.62, x - r * 0.86, y - r * 0.3);
        c.shape(shape, head.skin());
        Area shade = new Area(shape);
        shade.intersect(new Area(new Ellipse2D.Double(x + r * 0.28, y - r * 1.5, r * 2, r * 3.2)));
        c.shape(shade, Canvas.alpha(head.shadow(), 0.55));
        Color ink = Canvas.mix(head.hair(), new Color(0x2a1512), 0.5);
        for (int side = -1; side <= 1; side += 2) {
            double ex = x + side * r * 0.38;
            c.glow(x + side * r * 0.48, y + r * 0.36, r * 0.3, new Color(0xe8655c), 0.3);
            Path2D brow = new Path2D.Double();
            brow.moveTo(ex - side * r * 0.2, y - r * 0.25);
            brow.quadTo(ex + side * r * 0.02, y - r * 0.38, ex + side * r * 0.26, y - r * 0.24);
            c.line(brow, r * 0.065, ink);
            c.shape(new Ellipse2D.Double(ex - r * 0.17, y - r * 0.08, r * 0.34, r * 0.19), new Color(0xfbf6ee));
            c.disc(ex, y + r * 0.015, r * 0.095, ink);
            c.disc(ex - r * 0.03, y - r * 0.02, r * 0.03, Color.WHITE);
            Path2D lid = new Path2D.Double();
            lid.moveTo(ex - r * 0.19, y + r * 0.01);
            lid.quadTo(ex, y - r * 0.15, ex + r * 0.19, y + r * 0.01);
            c.line(lid, r * 0.045, ink);
        }
        Path2D nose = new Path2D.Double();
        nose.moveTo(x + r * 0.03, y + r * 0.02);
        nose.quadTo(x + r * 0.15, y + r * 0.34, x + r * 0.1, y + r * 0.4);
        nose.quadTo(x, y + r * 0.46, x - r * 0.1, y + r * 0.41);
        c.line(nose, r * 0.04, Canvas.mix(head.shadow(), ink, 0.3));
        Color lips = Canvas.mix(head.skin(), new Color(0xb52a3c), 0.6);
        Path2D mouth = new Path2D.Double();
        mouth.moveTo(x - r * 0.28, y + r * 0.68);
        mouth.quadTo(x - r * 0.1, y + r * 0.6, x, y + r * 0.64);
        mouth.quadTo(x + r * 0.1, y + r * 0.6, x + r * 0.28, y + r * 0.68);
        mouth.quadTo(x, y + r * 0.88, x - r * 0.28, y + r * 0.68);
        c.shape(mouth, lips);
        Path2D smile = new Path2D.Double();
        smile.moveTo(x - r * 0.3, y + r * 0.67);
        smile.quadTo(x, y + r * 0.76, x + r * 0.3, y + r * 0.67);
        c.line(smile, r * 0.025, Canvas.mix(lips, ink, 0.6));
    }

    /** Hair over the brow, parted at the side. */
    private static void fringe(Canvas c, Head head, double depth) {
        double x = head.x();
        double y = head.y();
        double r = head.r();
        Path2D hair = new Path2D.Double();
        hair.moveTo(x - r * 0.95, y + r * depth);
        hair.curveTo(x - r * 1.2, y - r * 1.5, x + r * 1.2, y - r * 1.5, x + r * 0.95, y + r * depth);
        hair.curveTo(x + r * 0.85, y - r * 0.35, x + r * 0.55, y - r * 0.75, x + r * 0.2, y - r * 0.8);
        hair.curveTo(x - r * 0.2, y - r * 0.45, x - r * 0.75, y - r * 0.5, x - r * 0.95, y + r * depth);
        c.shape(hair, head.hair());
        Path2D shine = new Path2D.Double();
        shine.moveTo(x - r * 0.62, y - r * 0.82);
        shine.quadTo(x - r * 0.1, y - r * 1.18, x + r * 0.45, y - r * 0.98);
        c.line(shine, r * 0.06, Canvas.alpha(Color.WHITE, 0.2));
    }

    static void longHair(Canvas c) {
        backdrop(c);
        Head head = Head.on(c);
        double r = head.r();
        Path2D back = new Path2D.Double();
        back.moveTo(head.x() - r * 1.05, head.y() - r * 0.4);
        back.curveTo(head.x() - r * 1.2, head.y() - r * 1.6, head.x() + r * 1.2, head.y() - r * 1.6,
                head.x() + r * 1.05, head.y() - r * 0.4);
        back.curveTo(head.x() + r * 1.35, head.y() + r * 0.8, head.x() + r * 1.2, head.y() + r * 1.7,
                head.x() + r * 1.5, head.y() + r * 2.7);
        back.lineTo(head.x() - r * 1.5, head.y() + r * 2.7);
        back.curveTo(head.x() - r * 1.2, head.y() + r * 1.7, head.x() - r * 1.35, head.y() + r * 0.8,
                head.x() - r * 1.05, head.y() - r * 0.4);
        c.shape(back, Canvas.mix(head.hair(), Color.BLACK, 0.2));
        body(c, head, c.palette.first());
        face(c, head);
        fringe(c, head, 0.25);
        for (int side = -1; side <= 1; side += 2) {
            Path2D lock = new Path2D.Double();
            lock.moveTo(head.x() + side * r * 0.92, head.y() - r * 0.2);
            lock.curveTo(head.x() + side * r * 1.25, head.y() + r * 0.8, head.x() + side * r * 0.95, head.y() + r * 1.6,
                    head.x() + side * r * 1.25, head.y() + r * 2.5);
            lock.curveTo(head.x() + side * r * 0.8, head.y() + r * 2.1, head.x() + side * r * 0.7, head.y() + r * 1.2,
                    head.x() + side * r * 0.92, head.y() - r * 0.2);
            c.shape(lock, head.hair());
        }
        c.vignette(0.25);
    }

    static void scarf(Canvas c) {
        backdrop(c);
        Palette p = c.palette;
        Head head = Head.on(c);
        double r = head.r();
        Color cloth = p.second();
        body(c, head, Canvas.mix(p.near(), p.far(), 0.4));
        Path2D veil = new Path2D.Double();
        veil.moveTo(head.x(), head.y() - r * 1.55);
        veil.curveTo(head.x() + r * 1.7, head.y() - r * 1.5, head.x() + r * 1.25, head.y() + r * 0.8,
                head.x() + r * 1.7, head.y() + r * 2.2);
        veil.quadTo(head.x(), head.y() + r * 3, head.x() - r * 1.7, head.y() + r * 2.2);
        veil.curveTo(head.x() - r * 1.25, head.y() + r * 0.8, head.x() - r * 1.7, head.y() - r * 1.5, head.x(),
                head.y() - r * 1.55);
        c.shape(veil, cloth);
        Shape before = c.pen.getClip();
        c.pen.setClip(veil);
        for (int i = 0; i < 46; i++) {
            double fx = head.x() + c.between(-1.7, 1.7) * r;
            double fy = head.y() + c.between(-1.6, 2.7) * r;
            for (int petal = 0; petal < 5; petal++) {
                double angle = Math.PI * 2 * petal / 5;
                c.disc(fx + Math.cos(angle) * r * 0.085, fy + Math.sin(angle) * r * 0.085, r * 0.065,
                        i % 2 == 0 ? p.first() : p.light());
            }
            c.disc(fx, fy, r * 0.05, new Color(0xffd66b));
        }
        c.pen.setClip(before);
        c.shape(new Ellipse2D.Double(head.x() - r * 0.95, head.y() - r * 1.2, r * 1.9, r * 2.45),
                Canvas.mix(cloth, Color.BLACK, 0.35));
        face(c, head);
        Path2D hair = new Path2D.Double();
        hair.moveTo(head.x() - r * 0.86, head.y() - r * 0.4);
        hair.curveTo(head.x() - r * 0.7, head.y() - r * 1.25, head.x() + r * 0.7, head.y() - r * 1.25,
                head.x() + r * 0.86, head.y() - r * 0.4);
        hair.quadTo(head.x() + r * 0.5, head.y() - r * 0.85, head.x() + r * 0.05, head.y() - r * 0.88);
        hair.quadTo(head.x() - r * 0.6, head.y() - r * 0.7, head.x() - r * 0.86, head.y() - r * 0.4);
        c.shape(hair, head.hair());
        Path2D rim = new Path2D.Double();
        rim.moveTo(head.x() - r * 0.92, head.y() + r * 0.5);
        rim.curveTo(head.x() - r * 1.12, head.y() - r * 1.4, head.x() + r * 1.12, head.y() - r * 1.4,
                head.x() + r * 0.92, head.y() + r * 0.5);
        c.line(rim, r * 0.16, Canvas.mix(cloth, Color.WHITE, 0.15));
        Path2D fold = new Path2D.Double();
        fold.moveTo(head.x() - r * 1.0, head.y() + r * 0.8);
        fold.quadTo(head.x(), head.y() + r * 1.75, head.x() + r * 1.2, head.y() + r * 1.35);
        fold.quadTo(head.x() + r * 0.2, head.y() + r * 2.3, head.x() - r * 1.1, head.y() + r * 1.5);
        fold.closePath();
        c.shape(fold, Canvas.mix(cloth, Color.BLACK, 0.12));
        c.vignette(0.25);
    }

    static void beard(Canvas c) {
        backdrop(c);
        Head on = Head.on(c);
        Head head = new Head(on.x(), on.y(), on.r(), on.skin(),
                c.random.nextBoolean() ? new Color(0xdedad5) : on.hair());
        double r = head.r();
        body(c, head, Canvas.mix(c.palette.far(), c.palette.near(), 0.5));
        face(c, head);
        Area beard = new Area(new Ellipse2D.Double(head.x() - r * 0.88, head.y() - r * 0.05, r * 1.76, r * 1.65));
        beard.subtract(new Area(new Ellipse2D.Double(head.x() - r * 0.72, head.y() - r * 0.75, r * 1.44, r * 1.25)));
        beard.subtract(new Area(new Ellipse2D.Double(head.x() - r * 0.24, head.y() + r * 0.63, r * 0.48, r * 0.2)));
        c.shape(beard, head.hair());
        for (int i = 0; i < 34; i++) {
            double t = c.between(-0.7, 0.7);
            c.line(new Line2D.Double(head.x() + t * r, head.y() + r * c.between(0.75, 1.0), head.x() + t * r * 1.05,
                    head.y() + r * c.between(1.15, 1.5) * (1 - Math.abs(t) * 0.25)),
                    1.4, Canvas.alpha(Canvas.mix(head.hair(), Color.WHITE, 0.5), 0.4));
        }
        fringe(c, head, -0.25);
        c.vignette(0.35);
    }

    static void curls(Canvas c) {
        backdrop(c);
        Head head = Head.on(c);
        double r = head.r();
        for (int i = 0; i < 130; i++) {
            double angle = c.between(Math.PI * 0.86, Math.PI * 2.14);
            double reach = r * c.between(0.75, 1.42);
            c.disc(head.x() + Math.cos(angle) * reach, head.y() - r * 0.25 + Math.sin(angle) * reach * 0.95,
                    r * c.between(0.16, 0.3),
                    Canvas.mix(head.hair(), Color.BLACK, c.between(0, 0.35)));
        }
        body(c, head, c.palette.second());
        face(c, head);
        for (int i = 0; i < 44; i++) {
            double angle = c.between(Math.PI * 1.08, Math.PI * 1.92);
            double reach = r * c.between(0.8, 1.25);
            c.disc(head.x() + Math.cos(angle) * reach, head.y() - r * 0.22 + Math.sin(angle) * reach,
                    r * c.between(0.13, 0.24),
                    Canvas.mix(head.hair(), Color.WHITE, c.between(0, 0.14)));
        }
        for (int side = -1; side <= 1; side += 2) {
            c.line(new Ellipse2D.Double(head.x() + side * r * 0.93 - r * 0.2, head.y() + r * 0.28, r * 0.4, r * 0.5),
                    r * 0.055, new Color(0xd98b4a));
        }
        c.vignette(0.25);
    }

    static void silhouette(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.bottom(), Color.WHITE, 0.55));
        double s = Math.min(c.width * 0.9, c.height * 0.72);
        double x = c.width * 0.5 - s * 0.46;
        double y = c.height - s * 1.12;
        Path2D profile = new Path2D.Double();
        profile.moveTo(x + s * 0.1, y + s * 1.15);
        profile.curveTo(x + s * 0.14, y + s * 0.95, x + s * 0.34, y + s * 0.92, x + s * 0.33, y + s * 0.78);
        profile.curveTo(x + s * 0.1, y + s * 0.66, x + s * 0.06, y + s * 0.12, x + s * 0.46, y + s * 0.08);
        profile.curveTo(x + s * 0.68, y + s * 0.08, x + s * 0.76, y + s * 0.24, x + s * 0.735, y + s * 0.36);
        profile.lineTo(x + s * 0.81, y + s * 0.505);
        profile.quadTo(x + s * 0.82, y + s * 0.53, x + s * 0.765, y + s * 0.545);
        profile.lineTo(x + s * 0.785, y + s * 0.6);
        profile.lineTo(x + s * 0.755, y + s * 0.625);
        profile.lineTo(x + s * 0.77, y + s * 0.66);
        profile.quadTo(x + s * 0.745, y + s * 0.69, x + s * 0.745, y + s * 0.72);
        profile.curveTo(x + s * 0.75, y + s * 0.8, x + s * 0.64, y + s * 0.79, x + s * 0.6, y + s * 0.785);
        profile.curveTo(x + s * 0.58, y + s * 0.9, x + s * 0.84, y + s * 0.94, x + s * 0.92, y + s * 1.15);
        profile.closePath();
        Canvas inside = new Canvas(c.width, c.height, p, c.random.nextLong());
        if (c.random.nextBoolean()) {
            NatureScenes.woods(inside);
        } else {
            NatureScenes.lake(inside);
        }
        c.within(profile, inside, 1);
        c.pen.setClip(profile);
        c.shade(c.height * 0.65, Canvas.mix(p.bottom(), Color.WHITE, 0.55), 0.9);
        c.pen.setClip(null);
        c.birds(c.width * 0.7, c.height * 0.16, 7, c.width * 0.018, p.near());
    }

    static void glasses(Canvas c) {
        Palette p = c.palette;
        c.fill(Canvas.mix(p.bottom(), p.light(), 0.3));
        c.disc(c.width * 0.5, c.height * 0.44, c.width * 0.36, p.first());
        Head head = Head.on(c);
        double r = head.r();
        body(c, head, p.near());
        c.shape(new RoundRectangle2D.Double(head.x() - r * 0.5, head.y() + r * 1.15, r, r * 0.65, r * 0.3, r * 0.3),
                p.near());
        face(c, head);
        fringe(c, head, -0.15);
        for (int side = -1; side <= 1; side += 2) {
            double ex = head.x() + side * r * 0.39;
            c.shape(new Ellipse2D.Double(ex - r * 0.3, head.y() - r * 0.28, r * 0.6, r * 0.6),
                    Canvas.alpha(Color.WHITE, 0.22));
            c.line(new Ellipse2D.Double(ex - r * 0.3, head.y() - r * 0.28, r * 0.6, r * 0.6), r * 0.065,
                    new Color(0x231c1c));
        }
        c.line(new Line2D.Double(head.x() - r * 0.1, head.y() - r * 0.02, head.x() + r * 0.1, head.y() - r * 0.02),
                r * 0.06, new Color(0x231c1c));
    }

    static void neon(Canvas c) {
        c.sky(new Color(0x0a0620), new Color(0x2a0f4f), new Color(0x541a6e));
        for (int i = 0; i < 16; i++) {
            Color color = i % 2 == 0 ? new Color(0xff3da8) : new Color(0x2fd8ff);
            c.glow(c.width * c.random.nextDouble(), c.height * c.between(0, 0.7), c.width * c.between(0.05, 0.16),
                    color, 0.6);
        }
        Head on = Head.on(c);
        Head head = new Head(on.x(), on.y(), on.r(), Canvas.mix(on.skin(), new Color(0x8a4fd0), 0.35),
                new Color(0x150d2a));
        double r = head.r();
        c.shape(new Ellipse2D.Double(head.x() - r * 1.15, head.y() - r * 1.3, r * 2.3, r * 2.9), head.hair());
        body(c, head, new Color(0x1d1440));
        face(c, head);
        fringe(c, head, 0.15);
        Path2D band = new Path2D.Double();
        band.moveTo(head.x() - r * 1.02, head.y());
        band.curveTo(head.x() - r * 1.15, head.y() - r * 1.65, head.x() + r * 1.15, head.y() - r * 1.65,
                head.x() + r * 1.02, head.y());
        c.line(band, r * 0.13, new Color(0xe8e4ff));
        for (int side = -1; side <= 1; side += 2) {
            Color light = side < 0 ? new Color(0xff3da8) : new Color(0x2fd8ff);
            c.shape(new RoundRectangle2D.Double(head.x() + side * r * 1.02 - r * 0.19, head.y() - r * 0.35, r * 0.38,
                    r * 0.75, r * 0.3, r * 0.3), new Color(0xe8e4ff));
            c.disc(head.x() + side * r * 1.02, head.y() + r * 0.02, r * 0.11, light);
            c.glow(head.x() + side * r * 1.9, head.y() + r * 0.6, r * 1.9, light, 0.5);
        }
        for (int i = 0; i < 90; i++) {
            double x = c.width * c.random.nextDouble();
            double y = c.height * c.random.nextDouble();
            c.line(new Line2D.Double(x, y, x - 3, y + c.between(10, 26)), 1, Canvas.alpha(Color.WHITE, 0.25));
        }
        c.vignette(0.4);
    }

    static void hat(Canvas c) {
        backdrop(c);
        Palette p = c.palette;
        Head head = Head.on(c);
        double r = head.r();
        body(c, head, Canvas.mix(p.second(), p.near(), 0.35));
        face(c, head);
        for (int side = -1; side <= 1; side += 2) {
            c.shape(new RoundRectangle2D.Double(head.x() + side * r * 0.82 - r * 0.12, head.y() - r * 0.7, r * 0.24,
                    r * 0.8, r * 0.2, r * 0.2), head.hair());
        }
        Color felt = Canvas.mix(p.first(), p.near(), 0.15);
        Path2D crown = new Path2D.Double();
        crown.moveTo(head.x() - r * 0.92, head.y() - r * 0.62);
        crown.curveTo(head.x() - r * 0.95, head.y() - r * 1.95, head.x() - r * 0.3, head.y() - r * 1.75, head.x(),
                head.y() - r * 1.6);
        crown.curveTo(head.x() + r * 0.3, head.y() - r * 1.75, head.x() + r * 0.95, head.y() - r * 1.95,
                head.x() + r * 0.92, head.y() - r * 0.62);
        c.shape(crown, felt);
        c.box(head.x() - r * 0.93, head.y() - r * 0.92, r * 1.86, r * 0.24, p.near());
        c.shape(new Ellipse2D.Double(head.x() - r * 1.55, head.y() - r * 0.84, r * 3.1, r * 0.5),
                Canvas.mix(felt, Color.BLACK, 0.15));
        c.vignette(0.25);
    }

    static void bun(Canvas c) {
        backdrop(c);
        Head head = Head.on(c);
        double r = head.r();
        c.disc(head.x(), head.y() - r * 1.5, r * 0.52, head.hair());
        c.shape(new Ellipse2D.Double(head.x() - r * 0.98, head.y() - r * 1.22, r * 1.96, r * 1.6), head.hair());
        body(c, head, c.palette.first());
        for (int i = 0; i < 4; i++) {
            c.line(new Arc2D.Double(head.x() - r * (0.75 + i * 0.05), head.y() + r * (0.95 + i * 0.12),
                    r * (1.5 + i * 0.1), r * 1.1, 200, 140,
                    Arc2D.OPEN), r * 0.04, c.palette.second());
        }
        face(c, head);
        fringe(c, head, -0.3);
        c.shape(Shapes.star(head.x() + r * 0.75, head.y() - r * 0.85, r * 0.24, r * 0.12, 6, 0.3), c.palette.light());
        c.disc(head.x() + r * 0.75, head.y() - r * 0.85, r * 0.08, c.palette.second());
        c.vignette(0.2);
    }
}
