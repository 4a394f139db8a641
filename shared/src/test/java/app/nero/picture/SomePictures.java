package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files like those of cameras, programs and attackers. The same arguments give the same picture. */
public final class SomePictures {

    /** Degrees north in the EXIF data of {@link #withGps}; the longitude is in degrees east. */
    public static final int LATITUDE = 35;
    public static final int LONGITUDE = 51;

    private static final byte[] PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);

    private SomePictures() {}

    /** A baseline JPEG with JFIF. */
    public static byte[] jpeg(int width, int height, long seed) {
        return jpeg(width, height, seed, ImageWriteParam.MODE_DISABLED);
    }

    public static byte[] progressiveJpeg(int width, int height, long seed) {
        return jpeg(width, height, seed, ImageWriteParam.MODE_DEFAULT);
    }

    /** A PNG with alpha. */
    public static byte[] png(int width, int height, long seed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(width, height, seed, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A simple lossless WebP with four bytes per pixel. */
    public static byte[] webp(int width, int height, long seed) {
        return riff(riffChunk("VP8L", lossless(image(width, height, seed, BufferedImage.TYPE_INT_ARGB))));
    }

    /** A simple lossy WebP, 24 × 16 pixels. */
    public static byte[] lossyWebp() {
        return Base64.getDecoder().decode("""
            UklGRn4AAABXRUJQVlA4IHIAAABQBACdASoYABAAPtFYpEuoJSOhsAgBABoJbACdMoRwN4ABLgXGoNtImiwAAP7+WoiAOLpl5kfN3t\
            NGtsW9DU/Z79Ieg+/0TJgegVj7nXfmnFnn7dQgmJoDjGAC99XSVXkWvr2rQw9eGv9Q6XkI4psAAAA=""");
    }

    /** An extended lossy WebP with alpha, 24 × 16 pixels. */
    public static byte[] lossyWebpWithAlpha() {
        return Base64.getDecoder().decode("""
            UklGRqwAAABXRUJQVlA4WAoAAAAQAAAAFwAADwAAQUxQSBEAAAAFINK2mX/Bo6OHhxExAbnmZgBWUDggdAAAAFAEAJ0BKhgAEAA+0V\
            imTCglI6IwCAEAGglsAJ0yhHhPlYEuBgE1QbOEneAA/v4oZdz7ZuTi5wrk1NzV245X2e/NWhZ2PlPQH8u8dUsfKX8vsyJQoy5ZCKS0\
            4Q5ybhlo/WtfXtWhh68Nf6iTqLVAcsmA8AAA""");
    }

    /** Two frames of 8 × 8 pixels. */
    public static byte[] animatedWebp() {
        return Base64.getDecoder().decode("""
            UklGRvQAAABXRUJQVlA4WAoAAAACAAAABwAABwAAQU5JTQYAAAAAAAAAAABBTk1GYgAAAAAAAAAAAAcAAAcAAGQAAAJWUDggSgAAAF\
            ABAJ0BKggACAAFQHwlsAAFjAAA/uPd9//+jz/8KF8Yyxf/4P3/XCs//whg9UR7JysamQ9/9NBq+//D/la1VoP0Sr4Vpp4dpUAAQU5N\
            Rl4AAAAAAAAAAAAHAAAHAABkAAAAVlA4IEYAAABUAQCdASoIAAgAAAB8JbAABYwAAMz//5//2Z10/9/9w/4b/+OFtTw3H7k4kleWov\
            v/wC2/vZ9KA4tgPfYXU27XbozqUAAA""");
    }

    /** Adds EXIF with a location and an orientation. */
    public static byte[] withGps(byte[] picture, int orientation) {
        return withExif(picture, exif(ByteOrder.LITTLE_ENDIAN, orientation));
    }

    public static byte[] withExif(byte[] picture, byte[] tiff) {
        return switch (picture[0]) {
            case (byte) 0xff -> withSegment(picture, 0xe1, concat("Exif\0\0".getBytes(ISO_8859_1), tiff));
            case 'R' -> withRiffChunk(picture, "EXIF", tiff);
            default -> withChunk(picture, "eXIf", tiff);
        };
    }

    /** A TIFF structure with an orientation and a location. */
    public static byte[] exif(ByteOrder order, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(140).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(ISO_8859_1)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        entry(tiff, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x8825, 4, 1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 4);
        entry(tiff, 1, 2, 2).put((byte) 'N').put(new byte[3]);
        entry(tiff, 2, 5, 3).putInt(92);
        entry(tiff, 3, 2, 2).put((byte) 'E').put(new byte[3]);
        entry(tiff, 4, 5, 3).putInt(116);
        tiff.putInt(0);
        tiff.putInt(LATITUDE).putInt(1).putInt(0).putInt(1).putInt(0).putInt(1);
        tiff.putInt(LONGITUDE).putInt(1).putInt(0).putInt(1).putInt(0).putInt(1);
        return tiff.array();
    }

    /** Adds a segment at the beginning of a JPEG, after JFIF's if there is one. */
    public static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
        ByteBuffer segment = ByteBuffer.allocate(4 + body.length).putShort((short) (0xff00 | marker))
                .putShort((short) (2 + body.length)).put(body);
        boolean hasJfif = jpeg[3] == (byte) 0xe0;
        int at = hasJfif ? 4 + ByteBuffer.wrap(jpeg).getShort(4) : 2;
        return concat(Arrays.copyOf(jpeg, at), segment.array(), Arrays.copyOfRange(jpeg, at, jpeg.length));
    }

    /** Adds a chunk to a PNG, after the header. */
    public static byte[] withChunk(byte[] png, String type, byte[] data) {
        int at = PNG_SIGNATURE.length + 25;
        return concat(Arrays.copyOf(png, at), pngChunk(type, data), Arrays.copyOfRange(png, at, png.length));
    }

    /** Adds a chunk at the end of a WebP. A simple file becomes an extended one. */
    public static byte[] withRiffChunk(byte[] webp, String type, byte[] data) {
        byte[] chunks = Arrays.copyOfRange(webp, 12, webp.length);
        if (webp[15] == 'X') {
            chunks[8] = (byte) (chunks[8] | flag(type));
            return riff(chunks, riffChunk(type, data));
        }
        boolean isLossless = webp[15] == 'L';
        ByteBuffer numbers = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        int sizes = numbers.getInt(isLossless ? 21 : 26);
        int widthLessOne = isLossless ? sizes & 0x3fff : (sizes & 0x3fff) - 1;
        int heightLessOne = isLossless ? sizes >> 14 & 0x3fff : (sizes >> 16 & 0x3fff) - 1;
        byte[] extended = {(byte) (flag(type) | (isLossless ? 0x10 : 0)), 0, 0, 0, (byte) widthLessOne,
                (byte) (widthLessOne >> 8), 0, (byte) heightLessOne, (byte) (heightLessOne >> 8), 0};
        return riff(riffChunk("VP8X", extended), chunks, riffChunk(type, data));
    }

    /** Changes the height in the header of a picture, but not its pixels. */
    public static byte[] withHeight(byte[] file, int height) {
        byte[] changed = file.clone();
        ByteBuffer numbers = ByteBuffer.wrap(changed);
        switch (file[0]) {
            case (byte) 0xff -> {
                int frame = 2;
                while (file[frame + 1] != (byte) 0xc0) {
                    frame += 2 + Short.toUnsignedInt(numbers.getShort(frame + 2));
                }
                numbers.putShort(frame + 5, (short) height);
            }
            case 'R' -> {
                numbers.order(ByteOrder.LITTLE_ENDIAN);
                numbers.putInt(21, numbers.getInt(21) & 0xf000_3fff | height - 1 << 14);
            }
            default -> {
                CRC32 crc = new CRC32();
                numbers.putInt(20, height);
                crc.update(changed, 12, 17);
                numbers.putInt(29, (int) crc.getValue());
            }
        }
        return changed;
    }

    /** A valid PNG of 30,000 × 30,000 pixels in about 110 KB, which takes gigabytes when decoded. */
    public static byte[] bomb() {
        int side = 30_000;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            byte[] line = new byte[1 + (side + 7) / 8];
            for (int i = 0; i < side; i++) {
                deflater.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] header = ByteBuffer.allocate(13).putInt(side).putInt(side).put(new byte[]{1, 0, 0, 0, 0}).array();
        return png(pngChunk("IHDR", header), pngChunk("IDAT", data.toByteArray()), pngChunk("IEND", new byte[0]));
    }

    public static byte[] png(byte[]... chunks) {
        return concat(PNG_SIGNATURE, concat(chunks));
    }

    public static byte[] pngChunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length).put(type.getBytes(ISO_8859_1))
                .put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + data.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    public static byte[] riff(byte[]... chunks) {
        byte[] body = concat(chunks);
        return ByteBuffer.allocate(12 + body.length).order(ByteOrder.LITTLE_ENDIAN).put("RIFF".getBytes(ISO_8859_1))
                .putInt(4 + body.length).put("WEBP".getBytes(ISO_8859_1)).put(body).array();
    }

    public static byte[] riffChunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2).order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(ISO_8859_1)).putInt(data.length).put(data).array();
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(int width, int height, long seed, int progressiveMode) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setProgressiveMode(progressiveMode);
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(0.9f);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(width, height, seed, BufferedImage.TYPE_INT_RGB), null, null),
                    options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A color gradient with noise. */
    private static BufferedImage image(int width, int height, long seed, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt() & 0x3f3f3f3f;
                line[x] = (x * 240 / width << 16 | y * 240 / height << 8 | (x ^ y) & 0xf0 | 0xf0 << 24) ^ grain;
            }
            image.setRGB(0, y, width, 1, line, 0, width);
        }
        return image;
    }

    /** Encodes as in RFC 9649, 3, without transforms or cache, and with an eight-bit code for every value of a channel. */
    private static byte[] lossless(BufferedImage image) {
        BitWriter bits = new BitWriter();
        bits.write(0x2f, 8);
        bits.write(image.getWidth() - 1, 14);
        bits.write(image.getHeight() - 1, 14);
        bits.write(1, 1);
        bits.write(0, 3);
        // No transform, no color cache, one group of codes.
        bits.write(0, 3);
        int greenAndLengths = 256 + 24;
        for (int symbols : new int[]{greenAndLengths, 256, 256, 256}) {
            writeCodeOfEightBits(bits, symbols);
        }
        // Distances are not used: a simple code with the single symbol 0.
        bits.write(1, 1);
        bits.write(0, 3);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                for (int shift : new int[]{8, 16, 0, 24}) {
                    bits.write(Integer.reverse(argb >> shift & 0xff) >>> 24, 8);
                }
            }
        }
        return bits.bytes();
    }

    /** Code lengths are coded as well. Only 0 and 8 occur, with one bit each. */
    private static void writeCodeOfEightBits(BitWriter bits, int symbols) {
        bits.write(0, 1);
        int[] order = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8};
        bits.write(order.length - 4, 4);
        for (int length : order) {
            bits.write(length == 0 || length == 8 ? 1 : 0, 3);
        }
        bits.write(0, 1);
        for (int i = 0; i < symbols; i++) {
            bits.write(i < 256 ? 1 : 0, 1);
        }
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }

    private static int flag(String type) {
        return switch (type) {
            case "EXIF" -> 0x08;
            case "XMP " -> 0x04;
            default -> 0;
        };
    }

    /** Fills bytes from their lowest bit. */
    private static final class BitWriter {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int current;
        private int used;

        void write(int value, int count) {
            for (int i = 0; i < count; i++) {
                current |= (value >> i & 1) << used++;
                if (used == 8) {
                    bytes.write(current);
                    current = 0;
                    used = 0;
                }
            }
        }

        byte[] bytes() {
            byte[] written = bytes.toByteArray();
            return used == 0 ? written : concat(written, new byte[]{(byte) current});
        }
    }
}
