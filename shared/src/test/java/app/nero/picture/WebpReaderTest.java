package app.nero.picture;

import static app.nero.picture.SomePictures.concat;
import static app.nero.picture.SomePictures.riff;
import static app.nero.picture.SomePictures.riffChunk;
import static app.nero.picture.SomePictures.withRiffChunk;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.picture.Picture.Reading;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebpReaderTest {

    private static final int PROFILE = 0x20;
    private static final int ALPHA = 0x10;
    private static final int EXIF = 0x08;
    private static final int XMP = 0x04;
    private static final int ANIMATION = 0x02;

    // All of 24 × 16 pixels.
    private final byte[] lossy = chunkOf(SomePictures.lossyWebp());
    private final byte[] lossless = chunkOf(SomePictures.webp(24, 16, 1));
    private final byte[] alpha = Arrays.copyOfRange(SomePictures.lossyWebpWithAlpha(), 30, 56);

    @Test
    void updatesTheHeader() {
        byte[] file = riff(extended(0xff & ~ANIMATION, 24, 16), alpha, lossy, riffChunk("XMP ", new byte[3]));

        assertArrayEquals(riff(extended(ALPHA, 24, 16), alpha, lossy), accepted(file).bytes());
    }

    @Test
    void keepsAColorProfileOnlyIfTheHeaderAnnouncesIt() {
        byte[] profile = riffChunk("ICCP", new byte[Picture.MAX_PROFILE_BYTES]);
        byte[] tooLarge = riffChunk("ICCP", new byte[Picture.MAX_PROFILE_BYTES + 1]);
        byte[] without = riff(extended(0, 24, 16), lossy);
        byte[] with = riff(extended(PROFILE, 24, 16), profile, lossy);

        assertArrayEquals(with, accepted(with).bytes());
        assertArrayEquals(with, accepted(riff(extended(PROFILE, 24, 16), profile, profile, lossy)).bytes());
        assertArrayEquals(without, accepted(riff(extended(0, 24, 16), profile, lossy)).bytes());
        assertArrayEquals(without, accepted(riff(extended(PROFILE, 24, 16), lossy, profile)).bytes());
        assertArrayEquals(without, accepted(riff(extended(PROFILE, 24, 16), tooLarge, lossy)).bytes());
        assertArrayEquals(without, accepted(riff(extended(PROFILE, 24, 16), lossy)).bytes());
    }

    @Test
    void findsTheOrientationAfterAnExifPrefix() {
        byte[] tiff = new Orientation(6).toTiff();
        byte[] prefixed = riff(extended(EXIF, 24, 16), lossy,
                riffChunk("EXIF", concat(new byte[]{'E', 'x', 'i', 'f', 0, 0}, tiff)));

        assertArrayEquals(riff(extended(EXIF, 24, 16), lossy, riffChunk("EXIF", tiff)), accepted(prefixed).bytes());
    }

    @Test
    void dropsChunksAfterASimpleImage() {
        assertArrayEquals(riff(lossy), accepted(riff(lossy, riffChunk("EXIF", new byte[9]))).bytes());
        assertArrayEquals(riff(lossless), accepted(riff(lossless, riffChunk("junk", new byte[9]))).bytes());
    }

    @Test
    void refusesAnAnimation() {
        assertRefused(SomePictures.animatedWebp());
        assertRefused(riff(extended(ANIMATION, 24, 16), lossy));
        assertRefused(riff(extended(0, 24, 16), riffChunk("ANIM", new byte[6]), lossy));
        assertRefused(riff(extended(0, 24, 16), lossy, riffChunk("ANMF", new byte[16])));
    }

    @Test
    void refusesACanvasThatTheImageDoesNotFill() {
        assertRefused(riff(extended(0, 25, 16), lossy));
        assertRefused(riff(extended(0, 24, 15), lossless));
        assertRefused(riff(extended(0, 24, 16)));
    }

    @Test
    void refusesChunksOutOfOrder() {
        assertRefused(riff(lossy, lossy));
        assertRefused(riff(lossy, extended(0, 24, 16)));
        assertRefused(riff(extended(0, 24, 16), extended(0, 24, 16), lossy));
        assertRefused(riff(extended(0, 24, 16), lossy, lossless));
        assertRefused(riff(riffChunk("junk", new byte[2]), lossy));
        assertRefused(riff(alpha, lossy));
        assertRefused(riff(extended(ALPHA, 24, 16), lossy, alpha));
        assertRefused(riff(extended(ALPHA, 24, 16), alpha, alpha, lossy));
        assertRefused(riff(extended(ALPHA, 24, 16), alpha, lossless));
        assertRefused(riff(riffChunk("VP8X", new byte[12]), lossy));
    }

    @Test
    void refusesWrongSizes() {
        for (int wrong : new int[]{-2, -1, 1, 2, 100}) {
            byte[] file = riff(lossless);
            file[4] = (byte) (file[4] + wrong);
            assertRefused(file);
        }
        byte[] chunk = riff(lossless, riffChunk("junk", new byte[4]));
        chunk[chunk.length - 8] = 5;
        assertRefused(chunk);
        chunk[chunk.length - 5] = (byte) 0xff;
        assertRefused(chunk);
    }

    @Test
    void refusesNonzeroPadding() {
        byte[] file = withRiffChunk(riff(lossy), "junk", new byte[1]);
        assertInstanceOf(Reading.Accepted.class, Picture.read(file));

        file[file.length - 1] = 1;
        assertRefused(file);
    }

    @Test
    void refusesMalformedImages() {
        int body = 20;
        // No key frame, unknown version, invisible, first partition past the end, no start code, no width, no height.
        assertRefused(changed(lossy, body, 0x51));
        assertRefused(changed(lossy, body, 0x58));
        assertRefused(changed(lossy, body, 0x40));
        assertRefused(changed(lossy, body + 2, 0xff));
        assertRefused(changed(lossy, body + 3, 0));
        assertRefused(changed(lossy, body + 6, 0));
        assertRefused(changed(lossy, body + 8, 0));
        assertRefused(changed(lossless, body, 0x2e));
        assertRefused(changed(lossless, body + 4, 0x30));
        assertRefused(riff(riffChunk("VP8 ", new byte[9])));
        assertRefused(riff(riffChunk("VP8L", Arrays.copyOfRange(lossless, 8, 13))));
    }

    @Test
    void acceptsTheShortestLosslessImageAndTheHighestLossyVersion() {
        assertInstanceOf(Reading.Accepted.class,
                Picture.read(riff(riffChunk("VP8L", Arrays.copyOfRange(lossless, 8, 14)))));
        assertInstanceOf(Reading.Accepted.class, Picture.read(changed(lossy, 20, 0x56)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void acceptsAFirstPartitionUpToTheEndOfItsChunk(int length) {
        byte[] header = Arrays.copyOfRange(lossy, 8, 18);
        header[0] = (byte) (0x10 | length << 5);
        header[1] = (byte) (length >> 3);
        header[2] = 0;
        byte[] image = concat(header, new byte[length]);

        assertInstanceOf(Reading.Accepted.class, Picture.read(riff(riffChunk("VP8 ", image))));
        assertRefused(riff(riffChunk("VP8 ", Arrays.copyOf(image, image.length - 1))));
    }

    @Test
    void refusesTooManyPixelsBeforeReadingTheRest() {
        byte[] unfinished = riff(extended(0, 30_000, 30_000), riffChunk("VP8 ", new byte[0]));

        assertEquals(new Reading.TooManyPixels(), Picture.read(unfinished));
    }

    private static byte[] extended(int flags, int width, int height) {
        return riffChunk("VP8X", new byte[]{(byte) flags, 0, 0, 0, (byte) (width - 1), (byte) (width - 1 >> 8), 0,
                (byte) (height - 1), (byte) (height - 1 >> 8), 0});
    }

    private static byte[] changed(byte[] chunk, int at, int value) {
        byte[] file = riff(chunk);
        file[at] = (byte) value;
        return file;
    }

    private static byte[] chunkOf(byte[] simple) {
        return Arrays.copyOfRange(simple, 12, simple.length);
    }

    private static Picture accepted(byte[] file) {
        return assertInstanceOf(Reading.Accepted.class, Picture.read(file)).picture();
    }

    private static void assertRefused(byte[] file) {
        assertEquals(new Reading.NotAPicture(), Picture.read(file));
    }
}
