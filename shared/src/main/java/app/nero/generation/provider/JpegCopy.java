package app.nero.generation.provider;

import app.nero.generation.filter.ImageFiles;
import app.nero.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Copies a picture as a JPEG of the same size in pixels. A PNG of 4K is often larger than a file that may be stored. */
public final class JpegCopy {

    private static final float QUALITY = 0.92f;

    private JpegCopy() {}

    /** The file itself, unless only a copy is small enough to be stored. */
    public static byte[] storable(byte[] file) {
        return file.length <= Picture.MAX_BYTES ? file : of(file, Picture.MAX_MEGAPIXELS * 1_000_000L).orElse(file);
    }

    /** @return empty if the file cannot be decoded, or has more pixels */
    static Optional<byte[]> of(byte[] file, long maxPixels) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            return readers.hasNext() ? copy(readers.next(), stream, maxPixels) : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // Readers throw all kinds of exceptions at malformed files.
            return Optional.empty();
        }
    }

    private static Optional<byte[]> copy(ImageReader reader, ImageInputStream stream, long maxPixels)
            throws IOException {
        try {
            reader.setInput(stream, true, true);
            return (long) reader.getWidth(0) * reader.getHeight(0) > maxPixels
                    ? Optional.empty()
                    : Optional.of(ImageFiles.writeJpeg(onWhite(reader.read(0)), QUALITY));
        } finally {
            reader.dispose();
        }
    }

    /** Row by row, because {@code Graphics2D} loads much of AWT. */
    private static BufferedImage onWhite(BufferedImage image) {
        int width = image.getWidth();
        BufferedImage copy = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int alpha = row[x] >>> 24;
                row[x] = onWhite(row[x] >> 16, alpha) << 16 | onWhite(row[x] >> 8, alpha) << 8
                        | onWhite(row[x], alpha);
            }
            copy.setRGB(0, y, width, 1, row, 0, width);
        }
        return copy;
    }

    private static int onWhite(int channel, int alpha) {
        return 255 - alpha + (channel & 0xff) * alpha / 255;
    }
}
