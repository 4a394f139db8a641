package app.nero.local.demo;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.MultipleGradientPaint.CycleMethod;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** A picture in the making: a surface, its colours, and chance that is the same each time. */
final class Canvas {

    final int width;
    final int height;
    final Palette palette;
    final Random random;
    final BufferedImage image;
    final Graphics2D pen;

    Canvas(int width, int height, Palette palette, long seed) {
        this.width = width;
        this.height = height;
        this.palette = palette;
        this.random = new Random(seed);
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    static Color alpha(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(alpha * 255));
    }

    static Color mix(Color from, Color to, double share) {
        return new Color(mix(from.getRed(), to.getRed(), share), mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    void fill(Color color) {
        pen.setColor(color);
        pen.fillRect(0, 0, width, height);
    }

    /** Fills all with the three colours of a sky. */
    void sky() {
        sky(palette.top(), palette.middle(), palette.bottom());
    }

    void sky(Color top, Color middle, Color bottom) {
        pen.setPaint(new LinearGradientPaint(0, 0, 0, height, new float[]{0, 0.5f, 0.95f},
                new Color[]{top, middle, bottom}));
        pen.fillRect(0, 0, width, height);
    }

    void shape(Shape shape, Color color) {
        pen.setColor(color);
        pen.fill(shape);
    }

    void disc(double x, double y, double radius, Color color) {
        shape(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), color);
    }

    void box(double x, double y, double boxWidth, double boxHeight, Color color) {
        shape(new Rectangle2D.Double(x, y, boxWidth, boxHeight), color);
    }

    void line(Shape shape, double thickness, Color color) {
        pen.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.setColor(color);
        pen.draw(shape);
    }

    /** Light that fades out around a point. */
    void glow(double x, double y, double radius, Color color, double strength) {
        pen.setPaint(new RadialGradientPaint((float) x, (float) y, (float) radius, new float[]{0, 0.35f, 1},
                new Color[]{alpha(color, strength), alpha(color, strength * 0.4), alpha(color, 0)},
                CycleMethod.NO_CYCLE));
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** A sun or a moon with its light around it. */
    void light(double x, double y, double radius) {
        glow(x, y, radius * 5, palette.light(), 0.55);
        disc(x, y, radius, palette.light());
    }

    void stars(int count, double lowest) {
        for (int i = 0; i < count; i++) {
            double size = Math.pow(random.nextDouble(), 4) * 1.9 + 0.5;
            disc(random.nextDouble() * width, random.nextDouble() * lowest, size,
                    alpha(palette.light(), between(0.35, 1)));
        }
    }

    /** A soft band of air. */
    void mist(double y, double depth, Color color, double strength) {
        pen.setPaint(new LinearGradientPaint(0, (float) (y - depth), 0, (float) (y + depth),
                new float[]{0, 0.5f, 1}, new Color[]{alpha(color, 0), alpha(color, strength), alpha(color, 0)}));
        pen.fill(new Rectangle2D.Double(0, y - depth, width, 2 * depth));
    }

    /** Darkens below: what a scene ends in. */
    void shade(double fromY, Color color, double strength) {
        pen.setPaint(new LinearGradientPaint(0, (float) fromY, 0, height, new float[]{0, 1},
                new Color[]{alpha(color, 0), alpha(color, strength)}));
        pen.fill(new Rectangle2D.Double(0, fromY, width, height - fromY));
    }

    /**
     * A line of hills from side to side, closed at the bottom.
     *
     * @param sharpness 0 rolls, 1 is rock
     */
    Path2D ridge(double y, double amplitude, double sharpness) {
        double[] phase = random.doubles(7, 0, 2 * Math.PI).toArray();
        Path2D path = new Path2D.Double();
        path.moveTo(-2, height + 2);
        for (double x = -2; x <= width + 4; x += 3) {
            double t = x / width;
            double rolling = Math.sin(t * 4.1 + phase[0]) * 0.6 + Math.sin(t * 9.3 + phase[1]) * 0.28;
            double rock = fold(t * 2.3 + phase[2]) * 0.9 + fold(t * 5.7 + phase[3]) * 0.42
                    + fold(t * 13.1 + phase[4]) * 0.17 + fold(t * 29.9 + phase[5]) * 0.07;
            path.lineTo(x, y - amplitude * (rolling * (1 - sharpness) + rock * sharpness));
        }
        path.lineTo(width + 2, height + 2);
        path.closePath();
        return path;
    }

    /** A wave of straight lines between -1 and 1. */
    private static double fold(double t) {
        double part = t - Math.floor(t);
        return 4 * Math.abs(part - 0.5) - 1;
    }

    /** Mirrors what is above a line below it, as still water does. */
    void mirror(double waterline, Color water, double depth) {
        int y = (int) waterline;
        int below = height - y;
        BufferedImage above = new BufferedImage(width, below, BufferedImage.TYPE_INT_RGB);
        Graphics2D copy = above.createGraphics();
        AffineTransform flip = AffineTransform.getTranslateInstance(0, y);
        flip.scale(1, -1);
        copy.drawImage(image, flip, null);
        copy.dispose();
        for (int row = 0; row < below; row++) {
            double sway = Math.sin(row * 0.55) * (1 + row * 0.02) * random.nextDouble();
            pen.drawImage(above, (int) Math.round(sway), y + row, width + (int) Math.round(sway), y + row + 1, 0, row,
                    width, row + 1, null);
        }
        pen.setPaint(new LinearGradientPaint(0, y, 0, height, new float[]{0, 1},
                new Color[]{alpha(water, depth * 0.35), alpha(water, depth)}));
        pen.fillRect(0, y, width, below);
    }

    /** Fir trees along a line. */
    void firs(double y, double least, double most, double distance, Color color) {
        for (double x = -distance; x < width + distance; x += distance * between(0.5, 1.3)) {
            fir(x, y + between(-0.1, 0.1) * most, between(least, most), color);
        }
    }

    private void fir(double x, double foot, double size, Color color) {
        Path2D tree = new Path2D.Double();
        tree.moveTo(x, foot - size);
        int tiers = 5;
        for (int i = 1; i <= tiers; i++) {
            double tierY = foot - size + size * i / tiers;
            tree.lineTo(x + size * 0.24 * i / tiers, tierY);
            if (i < tiers) {
                tree.lineTo(x + size * 0.13 * i / tiers, tierY);
            }
        }
        for (int i = tiers; i >= 1; i--) {
            double tierY = foot - size + size * i / tiers;
            tree.lineTo(x - size * 0.24 * i / tiers, tierY);
            tree.lineTo(x - size * 0.13 * (i - 1) / tiers, tierY - size / tiers);
        }
        tree.closePath();
        shape(tree, color);
        box(x - size * 0.02, foot - 2, size * 0.04, size * 0.12, color);
    }

    void cloud(double x, double y, double size, Color color, double strength) {
        for (int i = 0; i < 9; i++) {
            double puff = size * between(0.25, 0.5);
            glow(x + between(-1, 1) * size, y + between(-0.16, 0.16) * size, puff * 1.6, color, strength);
        }
    }

    /** A few birds far away. */
    void birds(double x, double y, int count, double size, Color color) {
        for (int i = 0; i < count; i++) {
            double bx = x + between(-8, 8) * size;
            double by = y + between(-4, 4) * size;
            double wing = size * between(0.6, 1.1);
            Path2D bird = new Path2D.Double();
            bird.moveTo(bx - wing, by - wing * 0.35);
            bird.quadTo(bx - wing * 0.4, by - wing * 0.5, bx, by);
            bird.quadTo(bx + wing * 0.4, by - wing * 0.5, bx + wing, by - wing * 0.35);
            line(bird, Math.max(1, size * 0.14), color);
        }
    }

    /** Curtains of northern light. */
    void aurora(Color color, double y, double tallest) {
        double phase = between(0, 6);
        for (int x = 0; x < width; x += 2) {
            double t = (double) x / width;
            double foot = y + Math.sin(t * 5 + phase) * height * 0.05 + Math.sin(t * 13 + phase) * height * 0.02;
            double tall = tallest * (0.55 + 0.45 * Math.sin(t * 9 + phase * 2) * Math.sin(t * 3.3 + phase));
            pen.setPaint(new LinearGradientPaint(0, (float) (foot - tall), 0, (float) foot,
                    new float[]{0, 0.75f, 1}, new Color[]{alpha(color, 0), alpha(color, 0.4), alpha(color, 0)}));
            pen.fill(new Rectangle2D.Double(x, foot - tall, 2, tall));
        }
    }

    /** Darkens the corners. */
    void vignette(double strength) {
        double reach = Math.hypot(width, height) * 0.62;
        pen.setPaint(new RadialGradientPaint((float) (width * 0.5), (float) (height * 0.48), (float) reach,
                new float[]{0.55f, 1}, new Color[]{new Color(0, 0, 0, 0), alpha(Color.BLACK, strength)}));
        pen.fillRect(0, 0, width, height);
    }

    /** Puts another canvas in the place of what a shape covers. */
    void within(Shape shape, Canvas other, double strength) {
        Shape before = pen.getClip();
        pen.setClip(shape);
        pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) strength));
        pen.drawImage(other.image, 0, 0, width, height, null);
        pen.setComposite(AlphaComposite.SrcOver);
        pen.setClip(before);
    }
}
