package app.nero.picture;

import static app.nero.picture.SomePictures.png;
import static app.nero.picture.SomePictures.pngChunk;
import static app.nero.picture.SomePictures.withChunk;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.picture.Picture.Reading;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngReaderTest {

    private static final byte[] END = pngChunk("IEND", new byte[0]);
    private static final byte[] PALETTE = pngChunk("PLTE", new byte[6]);

    private final byte[] header = header(4, 4, 8, 2, 0);
    private final byte[] data = pngChunk("IDAT", deflated(4 * (1 + 4 * 3)));

    @ParameterizedTest
    @CsvSource({"tRNS,6", "gAMA,4", "cHRM,32", "sRGB,1", "iCCP,400", "iCCP,1048576", "sBIT,3", "bKGD,6", "pHYs,9",
            "cICP,4"})
    void keepsChunksThatChangeHowThePictureLooks(String type, int length) {
        byte[] chunk = pngChunk(type, new byte[length]);
        byte[] file = png(header, chunk, data, END);

        assertArrayEquals(file, accepted(file).bytes());
        assertArrayEquals(file, accepted(png(header, chunk, chunk, data, END)).bytes());
        assertArrayEquals(png(header, data, END), accepted(png(header, data, chunk, END)).bytes());
    }

    @Test
    void dropsAColorProfileOfMoreThanOneMebibyte() {
        byte[] profile = pngChunk("iCCP", new byte[Picture.MAX_PROFILE_BYTES + 1]);

        assertArrayEquals(png(header, data, END), accepted(png(header, profile, data, END)).bytes());
    }

    @Test
    void keepsOnlyTheStillImageOfAnAnimation() {
        byte[] still = SomePictures.png(4, 4, 1);
        byte[] animated = withChunk(withChunk(still, "fcTL", new byte[26]), "acTL", new byte[8]);

        assertArrayEquals(still, accepted(animated).bytes());
    }

    @Test
    void acceptsDataOnlyInConsecutiveChunks() {
        byte[] file = png(header, data, data, END);

        assertArrayEquals(file, accepted(file).bytes());
        assertRefused(png(header, data, pngChunk("tEXt", new byte[3]), data, END));
    }

    @Test
    void requiresAPaletteForIndexedColors() {
        byte[] indexed = header(4, 4, 8, 3, 0);

        byte[] largest = png(indexed, pngChunk("PLTE", new byte[3 * 256]), data, END);
        assertArrayEquals(largest, accepted(largest).bytes());
        assertInstanceOf(Reading.Accepted.class, Picture.read(png(header, PALETTE, data, END)));
        assertRefused(png(indexed, data, END));
        assertRefused(png(indexed, data, PALETTE, END));
        assertRefused(png(indexed, PALETTE, PALETTE, data, END));
        assertRefused(png(indexed, pngChunk("PLTE", new byte[0]), data, END));
        assertRefused(png(indexed, pngChunk("PLTE", new byte[7]), data, END));
        assertRefused(png(indexed, pngChunk("PLTE", new byte[3 * 257]), data, END));
        assertRefused(png(header(4, 4, 8, 0, 0), PALETTE, data, END));
        assertRefused(png(header(4, 4, 8, 4, 0), PALETTE, data, END));
    }

    @ParameterizedTest
    @CsvSource({"0,4,8,2,0", "4,0,8,2,0", "-1,4,8,2,0", "4,-1,8,2,0", "4,4,4,2,0", "4,4,16,3,0", "4,4,3,0,0",
            "4,4,8,1,0", "4,4,8,5,0", "4,4,8,7,0", "4,4,8,2,2"})
    void refusesInvalidHeaders(int width, int height, int depth, int color, int interlace) {
        assertRefused(png(header(width, height, depth, color, interlace), PALETTE, data, END));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "4,0", "8,0", "16,0", "8,2", "16,2", "8,4", "16,4", "8,6", "16,6"})
    void acceptsEveryPixelFormat(int depth, int color) {
        assertInstanceOf(Reading.Accepted.class, Picture.read(png(header(4, 4, depth, color, 1), data, END)));
    }

    @Test
    void acceptsEverySideOfAtLeastOnePixel() {
        assertInstanceOf(Reading.Accepted.class, Picture.read(png(header(1, 1, 8, 2, 0), data, END)));
        assertEquals(new Reading.TooManyPixels(),
                Picture.read(png(header(Integer.MAX_VALUE, 1, 8, 2, 0), data, END)));
    }

    @Test
    void refusesChunksOutOfOrder() {
        assertRefused(png(header, END));
        assertRefused(png(header, pngChunk("IDAT", new byte[0]), END));
        assertRefused(png(data, END));
        assertRefused(png(data, header, END));
        assertRefused(png(header, header, data, END));
        assertRefused(png(header, data, pngChunk("IEND", new byte[1])));
        byte[] fields = Arrays.copyOfRange(header, 8, 21);
        assertRefused(png(pngChunk("tEXt", fields), data, END));
        assertRefused(png(pngChunk("IHDR", Arrays.copyOf(fields, 14)), data, END));
    }

    @Test
    void refusesUnknownCriticalChunks() {
        assertRefused(png(pngChunk("CgBI", new byte[4]), header, data, END));
        assertRefused(png(header, pngChunk("ABCD", new byte[4]), data, END));
    }

    @Test
    void refusesChangedBytes() {
        byte[] file = png(header, pngChunk("tEXt", new byte[4]), data, END);
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i]++;
            assertRefused(changed);
        }
    }

    private static byte[] header(int width, int height, int depth, int color, int interlace) {
        return pngChunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth)
                .put((byte) color).put((byte) 0).put((byte) 0).put((byte) interlace).array());
    }

    private static byte[] deflated(int length) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(new byte[length]);
            deflater.finish();
            byte[] bytes = new byte[64];
            return Arrays.copyOf(bytes, deflater.deflate(bytes));
        }
    }

    private static Picture accepted(byte[] file) {
        return assertInstanceOf(Reading.Accepted.class, Picture.read(file)).picture();
    }

    private static void assertRefused(byte[] file) {
        assertEquals(new Reading.NotAPicture(), Picture.read(file));
    }
}
