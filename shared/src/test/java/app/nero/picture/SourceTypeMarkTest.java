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
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mark in each format, read by other programs' rules; and content credentials. */
class SourceTypeMarkTest {

    static Stream<byte[]> files() {
        byte[] jpeg = SomePictures.jpeg(6, 4, 1);
        byte[] png = SomePictures.png(6, 4, 1);
        return Stream.of(jpeg, SomePictures.progressiveJpeg(6, 4, 1), SomePictures.withGps(jpeg, 6), png,
                SomePictures.withGps(png, 6), SomePictures.webp(6, 4, 1), SomePictures.lossyWebp(),
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

    private static Picture read(byte[] file) {
        return ((Picture.Reading.Accepted) Picture.read(file)).picture();
    }

    private static int[] pixels(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
