package app.nero.generation.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.picture.Picture;
import app.nero.picture.SomePictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegCopyTest {

    @Test
    void copiesTheColoursAndMakesTransparentPixelsWhite() throws IOException {
        BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_INT_ARGB);
        fill(image, 0xffc86432);

        byte[] copy = JpegCopy.of(png(image), 32 * 16).orElseThrow();

        Color colour = new Color(ImageIO.read(new ByteArrayInputStream(copy)).getRGB(4, 8));
        assertEquals(200, colour.getRed(), 4);
        assertEquals(100, colour.getGreen(), 4);
        assertEquals(50, colour.getBlue(), 4);
        assertEquals(255, new Color(ImageIO.read(new ByteArrayInputStream(copy)).getRGB(28, 8)).getBlue(), 4);
    }

    @Test
    void laysHalfTransparentPixelsOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        fill(image, 0x40c80000);

        byte[] copy = JpegCopy.of(png(image), 256).orElseThrow();

        Color colour = new Color(ImageIO.read(new ByteArrayInputStream(copy)).getRGB(4, 8));
        assertEquals(241, colour.getRed(), 4);
        assertEquals(191, colour.getGreen(), 4);
        assertEquals(191, colour.getBlue(), 4);
    }

    @Test
    void copiesWhatIsTooLargeToBeStored() {
        byte[] largest = Arrays.copyOf(SomePictures.png(8, 8, 1), Picture.MAX_BYTES);
        byte[] tooLarge = Arrays.copyOf(largest, Picture.MAX_BYTES + 1);

        assertSame(largest, JpegCopy.storable(largest));
        assertTrue(JpegCopy.storable(tooLarge).length < 1_000);
    }

    @Test
    void keepsWhatIsSmallEnoughAndWhatCannotBeDecoded() {
        byte[] small = SomePictures.png(8, 8, 1);
        byte[] broken = new byte[Picture.MAX_BYTES + 1];

        assertSame(small, JpegCopy.storable(small));
        assertSame(broken, JpegCopy.storable(broken));
        assertEquals(Optional.empty(), JpegCopy.of(small, 63));
    }

    /** Gives the 16 × 16 pixels at the top left a colour. */
    private static void fill(BufferedImage image, int argb) {
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, argb);
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
