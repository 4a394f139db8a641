package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mark in each format, read by other programs' rules; and content credentials. */
class SourceTypeMarkTest {

    private static final int JFIF_END = 20;

    static Stream<byte[]> files() {
        byte[] jpeg = SomePictures.jpeg(6, 4, 1);
        byte[] png = SomePictures.png(6, 4, 1);
        return Stream.of(jpeg, SomePictures.progressiveJpeg(6, 4, 1), SomePictures.withGps(jpeg, 6), png,
                SomePictures.withGps(png, 6), SomePictures.webp(6, 4, 1), SomePictures.webp(256, 257, 1),
                SomePictures.lossyWebp(),
                SomePictures.lossyWebpWithAlpha(), SomePictures.withGps(SomePictures.webp(6, 4, 1), 6));
    }

    @ParameterizedTest
    @MethodSource("files")
    void writesTheSourceTypeAndChangesNoPixel(byte[] file) throws IOException, ImageProcessingException {
        Picture picture = read(file);

        Picture marked = SourceTypeMark.add(picture, DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);

        Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(marked.bytes()));
        assertEquals("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
                metadata.getFirstDirectoryOfType(XmpDirectory.class).getXmpProperties()
                        .get("Iptc4xmpExt:DigitalSourceType"));
        assertArrayEquals(pixels(picture.bytes()), pixels(marked.bytes()));
        // Reading removes the mark and nothing else, so that all around it is well-formed.
        Picture again = read(marked.bytes());
        assertEquals(picture.width(), again.width());
        assertEquals(picture.height(), again.height());
        assertArrayEquals(pixels(picture.bytes()), pixels(again.bytes()));
        assertFalse(new String(again.bytes(), StandardCharsets.ISO_8859_1).contains("DigitalSourceType"));
        assertFalse(ContentCredentials.areIn(marked.bytes()));
    }

    @Test
    void keepsTheAlphaOfALosslessWebp() throws IOException {
        Picture picture = read(SomePictures.webp(6, 4, 1));

        Picture marked = SourceTypeMark.add(picture, DigitalSourceType.ALGORITHMIC_MEDIA);

        assertEquals(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getColorModel().hasAlpha(),
                ImageIO.read(new ByteArrayInputStream(marked.bytes())).getColorModel().hasAlpha());
        assertEquals(0x14, marked.bytes()[20]);
    }

    @Test
    void announcesNoAlphaOfAnOpaqueLosslessWebp() {
        byte[] opaque = SomePictures.webp(6, 4, 1);
        opaque[24] &= ~0x10;

        assertEquals(0x04, SourceTypeMark.add(read(opaque), DigitalSourceType.ALGORITHMIC_MEDIA).bytes()[20]);
    }

    @Test
    void standsAfterJfifAndExif() {
        byte[] jpeg = SomePictures.jpeg(6, 4, 1);
        int exifBytes = 36;

        assertEquals(JFIF_END, markIn(jpeg));
        assertEquals(JFIF_END + exifBytes, markIn(SomePictures.withGps(jpeg, 6)));
    }

    /** Where the segment of the mark begins. */
    private static int markIn(byte[] jpeg) {
        byte[] marked = SourceTypeMark.add(read(jpeg), DigitalSourceType.ALGORITHMIC_MEDIA).bytes();
        return new String(marked, StandardCharsets.ISO_8859_1).indexOf("http://ns.adobe.com/xap/1.0/") - 4;
    }

    @Test
    void findsContentCredentials() {
        byte[] box = "JP....jumb....c2pa".getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = "JP....jumb....jpeg".getBytes(StandardCharsets.ISO_8859_1);

        assertTrue(ContentCredentials.areIn(SomePictures.withSegment(SomePictures.jpeg(6, 4, 1), 0xeb, box)));
        assertTrue(ContentCredentials.areIn(SomePictures.withChunk(SomePictures.png(6, 4, 1), "caBX", box)));
        assertTrue(ContentCredentials.areIn(SomePictures.withRiffChunk(SomePictures.webp(6, 4, 1), "C2PA", box)));
        assertFalse(ContentCredentials.areIn(SomePictures.withSegment(SomePictures.jpeg(6, 4, 1), 0xeb, other)));
        assertFalse(ContentCredentials.areIn(SomePictures.withSegment(SomePictures.jpeg(6, 4, 1), 0xec, box)));
        assertFalse(ContentCredentials.areIn(SomePictures.png(6, 4, 1)));
        assertFalse(ContentCredentials.areIn(SomePictures.webp(6, 4, 1)));
    }

    @Test
    void findsContentCredentialsAfterFillBytesAndOnlyInTheirSegment() {
        byte[] jpeg = SomePictures.jpeg(6, 4, 1);
        byte[] found = SomePictures.withSegment(jpeg, 0xeb, "c2pa".getBytes(StandardCharsets.ISO_8859_1));
        byte[] comment = SomePictures.withSegment(jpeg, 0xfe, "c2pa".getBytes(StandardCharsets.ISO_8859_1));

        assertTrue(ContentCredentials.areIn(inserted(found, (byte) 0xff, (byte) 0xff)));
        assertFalse(ContentCredentials.areIn(SomePictures.withSegment(comment, 0xeb, new byte[4])));
    }

    /** Stray bytes that look like a segment which ends at the end marker. */
    @Test
    void searchesNoFurtherThanTheFile() {
        byte[] jpeg = SomePictures.jpeg(6, 4, 1);
        int length = jpeg.length + 4 - JFIF_END - 2 - 2;

        assertFalse(ContentCredentials.areIn(inserted(jpeg, (byte) 0xff, (byte) 0, (byte) (length >> 8),
                (byte) length)));
    }

    /** Puts bytes after JFIF. */
    private static byte[] inserted(byte[] jpeg, byte... bytes) {
        byte[] file = SomePictures.concat(Arrays.copyOf(jpeg, JFIF_END), bytes,
                Arrays.copyOfRange(jpeg, JFIF_END, jpeg.length));
        read(file);
        return file;
    }

    private static Picture read(byte[] file) {
        return ((Picture.Reading.Accepted) Picture.read(file)).picture();
    }

    private static int[] pixels(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
