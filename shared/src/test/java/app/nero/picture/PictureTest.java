package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.picture.Picture.Reading;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    private static final String SECRET = "<script>alert(1)</script>";

    @ParameterizedTest
    @MethodSource("pictures")
    void acceptsSupportedFormatsWithoutChangingPixels(PictureFormat format, byte[] file) throws IOException {
        Picture picture = accepted(file);

        assertEquals(format, picture.format());
        BufferedImage decoded = decode(file);
        assertEquals(decoded.getWidth(), picture.width());
        assertEquals(decoded.getHeight(), picture.height());
        assertSamePixels(decoded, decode(picture.bytes()));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void keepsAFileWithoutMetadataUnchanged(PictureFormat format, byte[] file) {
        assertArrayEquals(file, accepted(file).bytes());
        assertEquals(format != PictureFormat.WEBP, file == accepted(file).bytes());
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void dropsTheLocationAndKeepsTheOrientation(PictureFormat format, byte[] file)
            throws IOException, ImageProcessingException {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (int orientation = 1; orientation <= 8; orientation++) {
                byte[] photo = SomePictures.withExif(file, SomePictures.exif(order, orientation));
                assertEquals(SomePictures.LATITUDE, metadata(photo).getFirstDirectoryOfType(GpsDirectory.class)
                        .getGeoLocation().getLatitude());

                byte[] kept = accepted(photo).bytes();

                Metadata metadata = metadata(kept);
                assertTrue(metadata.getDirectoriesOfType(GpsDirectory.class).isEmpty());
                assertEquals(orientation, orientation(metadata));
                assertSamePixels(decode(file), decode(kept));
                assertArrayEquals(kept, accepted(kept).bytes());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void ignoresMalformedExif(PictureFormat format, byte[] file) throws IOException, ImageProcessingException {
        byte[] exif = SomePictures.exif(ByteOrder.BIG_ENDIAN, 6);
        for (int length = 0; length < 22; length++) {
            byte[] kept = accepted(SomePictures.withExif(file, Arrays.copyOf(exif, length))).bytes();
            assertEquals(1, orientation(metadata(kept)), "length " + length);
        }
        for (int orientation : new int[]{0, 9, -1}) {
            byte[] invalid = SomePictures.withExif(file, SomePictures.exif(ByteOrder.BIG_ENDIAN, orientation));
            assertEquals(1, orientation(metadata(accepted(invalid).bytes())));
        }
        exif[7] = (byte) 0xff;
        assertEquals(1, orientation(metadata(accepted(SomePictures.withExif(file, exif)).bytes())));
    }

    @Test
    void findsTheOrientationAmongOtherEntries() throws IOException, ImageProcessingException {
        ByteBuffer tiff = ByteBuffer.wrap(SomePictures.exif(ByteOrder.BIG_ENDIAN, 6));
        byte[] orientation = Arrays.copyOfRange(tiff.array(), 10, 22);
        byte[] location = Arrays.copyOfRange(tiff.array(), 22, 34);
        tiff.put(10, location).put(22, orientation);

        byte[] kept = accepted(SomePictures.withExif(SomePictures.jpeg(16, 16, 1), tiff.array())).bytes();

        assertEquals(6, orientation(metadata(kept)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void usesOnlyTheFirstExif(PictureFormat format, byte[] file) throws IOException, ImageProcessingException {
        byte[] later = SomePictures.exif(ByteOrder.BIG_ENDIAN, 3);
        byte[] earlier = SomePictures.exif(ByteOrder.BIG_ENDIAN, 1);
        boolean addsAtTheEnd = format == PictureFormat.WEBP;

        byte[] both = SomePictures.withExif(SomePictures.withExif(file, addsAtTheEnd ? earlier : later),
                addsAtTheEnd ? later : earlier);

        assertEquals(1, orientation(metadata(accepted(both).bytes())));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void refusesEveryTruncation(PictureFormat format, byte[] file) {
        byte[] photo = SomePictures.withGps(file, 6);
        for (int length = 0; length < photo.length; length++) {
            assertEquals(new Reading.NotAPicture(), Picture.read(Arrays.copyOf(photo, length)), "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void neverThrowsAndAcceptsItsOwnOutputUnchanged(PictureFormat format, byte[] file) {
        Random random = new Random(20_000);
        byte[] photo = SomePictures.withGps(file, 6);
        int accepted = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = mutated(photo, random);
            if (Picture.read(mutant) instanceof Reading.Accepted(Picture picture)) {
                accepted++;
                Picture again = accepted(picture.bytes());
                assertArrayEquals(picture.bytes(), again.bytes(), "mutation " + i);
                assertEquals(picture.width(), again.width());
                assertEquals(picture.height(), again.height());
                assertTrue(picture.width() > 0 && picture.height() > 0
                        && (long) picture.width() * picture.height() <= 25_000_000);
            }
        }
        assertTrue(accepted > 0, "no mutation was accepted");
    }

    /** Cameras and phones append data, attackers a second file. */
    @ParameterizedTest
    @MethodSource("pictures")
    void storesNothingAfterTheEnd(PictureFormat format, byte[] file) throws IOException {
        String zip = "PK\u0003\u0004" + SECRET + "PK\u0005\u0006" + "\0".repeat(18);
        String samsung = "\0\0\u0001\n\u000e\0\0\0Image_UTC_DataSEFH\u0018\0\0\0SEFT";
        String[] beginnings = {"", "\u00ff", "\r\n", "\u00ff\u00d9", "\0", "\0".repeat(100), "x", "{\"depth\":1}", zip,
                samsung, "\0\0\0\u0018ftypmp42", "\0\0\0\u0008wide\0\0\0\u0008mdat", "\u00ff\u00d8\u00ff\u00e1",
                "\0\0\0\0IDAT", "RIFF\u00ff\u00ff\0\0WEBP", "II*\0", "GIF89a", "%PDF-1.7\n", "<?php ",
                new String(file, ISO_8859_1)};
        for (String beginning : beginnings) {
            assertDropped(file, SomePictures.concat(file, ascii(beginning)));
            assertDropped(file, SomePictures.concat(file, ascii(beginning + SECRET)));
        }
        byte[] photo = SomePictures.withGps(file, 6);
        assertDropped(accepted(photo).bytes(), SomePictures.concat(photo, ascii(zip)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<!DOCTYPE html>", "GIF89a", "BM",
            "%PDF-1.7", "PK\u0003\u0004", "\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic",
            "II*\u0000",
            "\u00ff\u00d8\u00ff", "\u00ff\u00d8\u00ff\u00d9", "\u0089PNG\r\n\u001a\n",
            "RIFF\u0004\u0000\u0000\u0000WEBP",
            "RIFF\u0004\u0000\u0000\u0000WAVE"})
    void refusesOtherFiles(String file) {
        assertEquals(new Reading.NotAPicture(), Picture.read(ascii(file)));
        assertEquals(new Reading.NotAPicture(), Picture.read(Arrays.copyOf(ascii(file), 4096)));
    }

    @Test
    void acceptsUpToTenMebibytes() {
        byte[] largest = Arrays.copyOf(SomePictures.jpeg(16, 16, 1), Picture.MAX_BYTES);

        assertInstanceOf(Reading.Accepted.class, Picture.read(largest));
        assertEquals(new Reading.TooLarge(), Picture.read(Arrays.copyOf(largest, largest.length + 1)));
    }

    @Test
    void acceptsUpToTwentyFiveMillionPixels() {
        for (byte[] file : new byte[][]{SomePictures.jpeg(5000, 1, 1), SomePictures.png(5000, 1, 1),
                SomePictures.webp(5000, 1, 1)}) {
            Picture picture = accepted(SomePictures.withHeight(file, 5000));
            assertEquals(25_000_000, (long) picture.width() * picture.height());
            byte[] larger = SomePictures.withHeight(file, 5001);
            assertEquals(new Reading.TooManyPixels(), Picture.read(larger));
            assertInstanceOf(Reading.Accepted.class, Picture.read(larger, 26));
        }
    }

    @Test
    void refusesADecompressionBombByItsHeader() {
        byte[] bomb = SomePictures.bomb();
        assertEquals(new Reading.TooManyPixels(), Picture.read(bomb));
        assertEquals(new Reading.TooManyPixels(), Picture.read(Arrays.copyOf(bomb, 33)));
    }

    @Test
    void dropsContentHiddenInMetadata() throws IOException {
        byte[] secret = ascii(SECRET);
        byte[] jpeg = SomePictures.jpeg(16, 16, 1);
        for (int marker : new int[]{0xe0, 0xe1, 0xe2, 0xe3, 0xed, 0xee, 0xef, 0xfe}) {
            assertDropped(jpeg, SomePictures.withSegment(jpeg, marker, secret));
        }
        byte[] png = SomePictures.png(16, 16, 1);
        for (String type : new String[]{"tEXt", "zTXt", "iTXt", "tIME", "eXIf", "acTL", "fcTL", "fdAT", "prVt",
                "gAMA"}) {
            assertDropped(png, SomePictures.withChunk(png, type, secret));
        }
        byte[] webp = SomePictures.lossyWebpWithAlpha();
        for (String type : new String[]{"EXIF", "XMP ", "ICCP", "junk"}) {
            assertDropped(webp, SomePictures.withRiffChunk(webp, type, secret));
        }
    }

    private static Stream<Arguments> pictures() {
        return Stream.of(args(PictureFormat.JPEG, SomePictures.jpeg(40, 30, 1)),
                args(PictureFormat.JPEG, SomePictures.progressiveJpeg(33, 17, 2)),
                args(PictureFormat.PNG, SomePictures.png(20, 10, 3)),
                args(PictureFormat.WEBP, SomePictures.webp(20, 10, 4)),
                args(PictureFormat.WEBP, SomePictures.lossyWebp()),
                args(PictureFormat.WEBP, SomePictures.lossyWebpWithAlpha()));
    }

    private static Arguments args(PictureFormat format, byte[] file) {
        return Arguments.of(format, file);
    }

    private static void assertDropped(byte[] clean, byte[] file) throws IOException {
        byte[] kept = accepted(file).bytes();
        assertFalse(new String(kept, ISO_8859_1).contains(SECRET));
        assertArrayEquals(clean, kept);
    }

    private static Picture accepted(byte[] file) {
        return assertInstanceOf(Reading.Accepted.class, Picture.read(file)).picture();
    }

    private static BufferedImage decode(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assertNotNull(image);
        return image;
    }

    private static void assertSamePixels(BufferedImage expected, BufferedImage actual) {
        assertArrayEquals(pixels(expected), pixels(actual));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static Metadata metadata(byte[] file) throws IOException, ImageProcessingException {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    private static int orientation(Metadata metadata) {
        ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return orientation == null ? 1 : orientation;
    }

    /** Changes, removes or repeats some bytes. Half of the time, the checksums of a PNG are made valid again. */
    private static byte[] mutated(byte[] file, Random random) {
        byte[] mutant = file.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutant.length);
            int to = Math.min(mutant.length, at + 1 + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] = (byte) (mutant[at] ^ 1 << random.nextInt(8));
                case 2 -> mutant = SomePictures.concat(Arrays.copyOf(mutant, at),
                        Arrays.copyOfRange(mutant, to, mutant.length));
                default -> mutant = SomePictures.concat(Arrays.copyOf(mutant, to),
                        Arrays.copyOfRange(mutant, at, mutant.length));
            }
        }
        if (mutant.length > 8 && mutant[0] == (byte) 0x89 && random.nextBoolean()) {
            repairChecksums(mutant);
        }
        return mutant.length == 0 ? file : mutant;
    }

    private static void repairChecksums(byte[] png) {
        ByteBuffer numbers = ByteBuffer.wrap(png);
        int at = 8;
        while (png.length - at >= 12 && numbers.getInt(at) >= 0 && numbers.getInt(at) <= png.length - at - 12) {
            int length = numbers.getInt(at);
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, 4 + length);
            numbers.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
