package app.nero.generation.filter;

import app.nero.picture.OrientationTag;
import app.nero.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Reads and writes image files with the JDK's ImageIO, which reads JPEG and PNG. WebP needs a plug-in on the class path. */
public final class ImageFiles {

    private static final float QUALITY = 0.9f;

    /** The largest limit that can be set for uploads. */
    private static final long MAX_PIXELS = 100_000_000;

    private ImageFiles() {}

    /**
     * Decodes a file, turns it the way up that its Exif says, and scales it. A large file is decoded at a fraction of its size,
     * so that memory depends on the result's size only.
     *
     * @param longSide of the result, in pixels
     * @return empty if the file cannot be decoded, or has too many pixels
     */
    public static Optional<Pixels> read(byte[] file, int longSide) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            return readers.hasNext() ? read(readers.next(), stream, file, longSide) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // Readers throw all kinds of exceptions at malformed files.
            return Optional.empty();
        }
    }

    private static Optional<Pixels> read(ImageReader reader, ImageInputStream stream, byte[] file, int longSide)
            throws IOException {
        try {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                return Optional.empty();
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / (2 * longSide));
            parameters.setSourceSubsampling(step, step, 0, 0);
            BufferedImage decoded = reader.read(0, parameters);
            return Optional.of(scale(turn(decoded, OrientationTag.read(file)), longSide));
        } finally {
            reader.dispose();
        }
    }

    /** By an orientation of Exif, 1 to 8. Transparent pixels become white. */
    private static Pixels turn(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean isTurned = orientation >= 5;
        Pixels turned = isTurned ? Pixels.of(height, width) : Pixels.of(width, height);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int bottom = height - 1 - y;
                int at = switch (orientation) {
                    case 2 -> y * width + right;
                    case 3 -> bottom * width + right;
                    case 4 -> bottom * width + x;
                    case 5 -> x * height + y;
                    case 6 -> x * height + bottom;
                    case 7 -> right * height + bottom;
                    case 8 -> right * height + y;
                    default -> y * width + x;
                };
                float alpha = (row[x] >>> 24) / 255f;
                turned.set(at, onWhite(row[x] >> 16, alpha), onWhite(row[x] >> 8, alpha), onWhite(row[x], alpha));
            }
        }
        return turned;
    }

    private static float onWhite(int channel, float alpha) {
        return 1 - alpha + (channel & 0xff) / 255f * alpha;
    }

    private static Pixels scale(Pixels image, int longSide) {
        double factor = (double) longSide / Math.max(image.width(), image.height());
        return resize(image, Math.max(1, (int) Math.round(image.width() * factor)),
                Math.max(1, (int) Math.round(image.height() * factor)));
    }

    /** Scales with a Lanczos filter, which keeps edges sharp. */
    public static Pixels resize(Pixels image, int width, int height) {
        return new Pixels(width, height, resize(image.red(), image, width, height),
                resize(image.green(), image, width, height), resize(image.blue(), image, width, height));
    }

    private static float[] resize(float[] plane, Pixels image, int width, int height) {
        float[] rows = new float[width * image.height()];
        Resampling columns = Resampling.of(image.width(), width);
        for (int y = 0; y < image.height(); y++) {
            columns.apply(plane, y * image.width(), 1, rows, y * width, 1);
        }
        float[] resized = new float[width * height];
        Resampling lines = Resampling.of(image.height(), height);
        for (int x = 0; x < width; x++) {
            lines.apply(rows, x, width, resized, x, width);
        }
        return resized;
    }

    /** The middle of the image in this ratio of width to height. */
    public static Pixels crop(Pixels image, double ratio) {
        int width = (int) Math.min(image.width(), Math.round(image.height() * ratio));
        int height = (int) Math.min(image.height(), Math.round(image.width() / ratio));
        int left = (image.width() - width) / 2;
        // Faces are more often in the upper part.
        int top = (image.height() - height) / 3;
        Pixels cropped = Pixels.of(Math.max(1, width), Math.max(1, height));
        for (int i = 0; i < cropped.size(); i++) {
            int at = image.at(left + i % cropped.width(), top + i / cropped.width());
            cropped.set(i, image.red()[at], image.green()[at], image.blue()[at]);
        }
        return cropped;
    }

    /** Encodes a baseline JPEG that is no larger than a {@link Picture} may be. */
    public static byte[] writeJpeg(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                int i = y * row.length + x;
                row[x] = eightBits(pixels.red()[i]) << 16 | eightBits(pixels.green()[i]) << 8
                        | eightBits(pixels.blue()[i]);
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        float quality = QUALITY;
        byte[] file = writeJpeg(image, quality);
        while (file.length > Picture.MAX_BYTES) {
            quality *= 0.9f;
            file = writeJpeg(image, quality);
        }
        return file;
    }

    /** @param quality from 0 to 1 */
    public static byte[] writeJpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static int eightBits(float value) {
        return Math.round(Pixels.clamp(value) * 255);
    }
}
