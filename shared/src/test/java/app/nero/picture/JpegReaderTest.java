package app.nero.picture;

import static app.nero.picture.SomePictures.concat;
import static app.nero.picture.SomePictures.withSegment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.nero.picture.Picture.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegReaderTest {

    private static final byte[] SOI = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] EOI = {(byte) 0xff, (byte) 0xd9};

    private final byte[] jpeg = SomePictures.jpeg(16, 16, 1);

    @Test
    void keepsAColorProfileInSeveralSegments() {
        byte[] file = withProfile(part(1, 3, 1000), part(2, 3, 0), part(3, 3, 500));

        assertArrayEquals(file, accepted(file).bytes());
    }

    @Test
    void dropsAnIncompleteColorProfile() {
        byte[] unfinished = part(1, 2, 1000);
        byte[] other = part(2, 3, 500);
        byte[] cut = Arrays.copyOf(part(1, 1, 1), 13);

        assertArrayEquals(jpeg, accepted(withProfile(unfinished)).bytes());
        assertArrayEquals(jpeg, accepted(withProfile(unfinished, other)).bytes());
        assertArrayEquals(jpeg, accepted(withProfile(unfinished, unfinished)).bytes());
        assertArrayEquals(jpeg, accepted(withProfile(cut)).bytes());
        // The stray byte would be the number of segments.
        assertArrayEquals(jpeg, accepted(withSegment(inserted(new byte[]{1}), 0xe2, cut)).bytes());
    }

    @Test
    void dropsAColorProfileOfMoreThanOneMebibyte() {
        byte[][] parts = new byte[17][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(i + 1, parts.length, i < 16 ? 65_500 : Picture.MAX_PROFILE_BYTES - 16 * 65_500);
        }
        byte[] largest = withProfile(parts);
        assertArrayEquals(largest, accepted(largest).bytes());

        parts[16] = part(17, 17, Picture.MAX_PROFILE_BYTES - 16 * 65_500 + 1);
        assertArrayEquals(jpeg, accepted(withProfile(parts)).bytes());
    }

    @Test
    void dropsTheThumbnail() {
        byte[] withThumbnail = inserted(new byte[3]);
        withThumbnail[5] += 3;
        withThumbnail[18] = 1;
        withThumbnail[19] = 1;

        assertArrayEquals(jpeg, accepted(withThumbnail).bytes());
    }

    @Test
    void ignoresJfifThatIsTooShort() {
        byte[] tooShort = withSegment(concat(SOI, EOI), 0xe0, ascii("JFIF\0"));

        assertArrayEquals(jpeg, accepted(concat(Arrays.copyOf(tooShort, tooShort.length - 2),
                Arrays.copyOfRange(jpeg, 2, jpeg.length))).bytes());
    }

    @Test
    void usesTheFirstExifEvenIfItIsEmpty() {
        assertArrayEquals(jpeg,
                accepted(withSegment(SomePictures.withGps(jpeg, 6), 0xe1, ascii("Exif\0\0"))).bytes());
    }

    @Test
    void dropsManyCommentsBetweenSegmentsThatItKeeps() {
        byte[] kept = jpeg;
        byte[] file = jpeg;
        for (int i = 0; i < 40; i++) {
            kept = withSegment(kept, 0xdd, new byte[2]);
            file = withSegment(withSegment(file, 0xdd, new byte[2]), 0xfe, new byte[i]);

            assertArrayEquals(kept, accepted(file).bytes());
        }
    }

    @Test
    void keepsTheColorTransform() {
        byte[] adobe = ascii("Adobe\0\u0064\0\0\0\0\u0001");
        byte[] known = withSegment(jpeg, 0xee, adobe);

        assertArrayEquals(known, accepted(known).bytes());
        assertArrayEquals(known, accepted(withSegment(jpeg, 0xee, concat(adobe, ascii("more")))).bytes());
        assertArrayEquals(known, accepted(withSegment(known, 0xee, adobe)).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00ff", "\0", "\r\n", "text", "<?php", "text\u00ff\u00ff",
            "\u00ff\0\u00ff\0", "\u00ff\u00d0", "\u00ff\u00d7text"})
    void dropsStrayBytesBetweenSegments(String stray) throws IOException {
        for (int at = 20; at <= find(0xda); at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2)) {
            byte[] file = concat(Arrays.copyOf(jpeg, at), ascii(stray), Arrays.copyOfRange(jpeg, at, jpeg.length));

            assertArrayEquals(jpeg, accepted(file).bytes());
            assertArrayEquals(decode(jpeg), decode(file));
        }
    }

    @Test
    void dropsFillBytesAfterAScan() {
        assertArrayEquals(jpeg,
                accepted(concat(Arrays.copyOf(jpeg, jpeg.length - 2), new byte[]{-1, -1}, EOI)).bytes());
    }

    @Test
    void acceptsRestartMarkersAndStuffedBytesInData() {
        byte[] data = {(byte) 0xff, (byte) 0xd0, 1, (byte) 0xff, (byte) 0xd7, (byte) 0xff, 0, (byte) 0xff,
                (byte) 0xff, 0};
        byte[] file = concat(Arrays.copyOf(jpeg, jpeg.length - 2), data, EOI);

        assertArrayEquals(file, accepted(file).bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf})
    void refusesFrameTypesThatFewDecodersSupport(int frame) {
        assertRefused(changed(0xc0, (file, start) -> file[start + 1] = (byte) frame));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0xbf, 0xcc, 0xd8, 0xdc, 0xde, 0xdf, 0xf0, 0xfd})
    void refusesMisplacedMarkers(int marker) {
        assertRefused(withSegment(jpeg, marker, new byte[2]));
    }

    @Test
    void refusesASecondFrame() {
        assertRefused(withSegment(jpeg, 0xc0, body(0xc0)));
    }

    @Test
    void refusesInvalidFrames() {
        assertRefused(changed(0xc0, (file, start) -> file[start + 4] = 12));
        assertRefused(changed(0xc0, (file, start) -> file[start + 6] = 0));
        assertRefused(changed(0xc0, (file, start) -> file[start + 8] = 0));
        assertRefused(changed(0xc0, (file, start) -> file[start + 9] = 2));
        assertRefused(changed(0xc0, (file, start) -> file[start + 11] = 0x10));
        assertRefused(changed(0xc0, (file, start) -> file[start + 11] = 0x51));
        assertRefused(changed(0xc0, (file, start) -> file[start + 12] = 4));
    }

    @Test
    void refusesTablesWithExtraBytes() {
        assertInstanceOf(Reading.Accepted.class, Picture.read(withSegment(jpeg, 0xc4, body(0xc4))));
        assertInstanceOf(Reading.Accepted.class, Picture.read(withSegment(jpeg, 0xdb, body(0xdb))));
        assertInstanceOf(Reading.Accepted.class, Picture.read(withSegment(jpeg, 0xdd, new byte[2])));
        assertRefused(withSegment(jpeg, 0xc4, concat(body(0xc4), new byte[1])));
        assertRefused(withSegment(jpeg, 0xdb, concat(body(0xdb), new byte[1])));
        assertRefused(withSegment(jpeg, 0xdd, new byte[3]));
        assertRefused(changed(0xc4, (file, start) -> file[start + 4] = 0x20));
        assertRefused(changed(0xdb, (file, start) -> file[start + 4] = 0x04));
    }

    @Test
    void acceptsTablesUpToTheirLimits() {
        byte[] largest = concat(new byte[]{0x13}, new byte[16], new byte[256]);
        largest[15] = 1;
        largest[16] = (byte) 255;
        byte[] tooLarge = concat(largest, new byte[1]);
        tooLarge[15] = 2;

        assertInstanceOf(Reading.Accepted.class, Picture.read(withSegment(jpeg, 0xc4, largest)));
        assertInstanceOf(Reading.Accepted.class,
                Picture.read(withSegment(jpeg, 0xc4, concat(new byte[]{0x13}, new byte[16]))));
        assertRefused(withSegment(jpeg, 0xc4, tooLarge));
        assertRefused(withSegment(jpeg, 0xc4, concat(new byte[]{0x14}, new byte[16])));
        assertInstanceOf(Reading.Accepted.class,
                Picture.read(withSegment(jpeg, 0xdb, concat(new byte[]{0x13}, new byte[128]))));
        assertRefused(withSegment(jpeg, 0xdb, concat(new byte[]{0x23}, new byte[192])));
    }

    @Test
    void acceptsGrayColorAndCmykPictures() {
        assertInstanceOf(Reading.Accepted.class, Picture.read(structure(1, 0x11, 0)));
        assertInstanceOf(Reading.Accepted.class, Picture.read(structure(3, 0x44, 3)));
        assertInstanceOf(Reading.Accepted.class, Picture.read(structure(4, 0x11, 0)));
        assertRefused(structure(2, 0x11, 0));
        assertRefused(structure(5, 0x11, 0));
        assertRefused(structure(1, 0x01, 0));
        assertRefused(structure(1, 0x10, 0));
        assertRefused(structure(1, 0x51, 0));
        assertRefused(structure(1, 0x15, 0));
        assertRefused(structure(1, 0x11, 4));
    }

    @Test
    void refusesAFileWithoutAnImage() {
        int frame = find(0xc0);
        int scan = find(0xda);

        assertRefused(concat(Arrays.copyOf(jpeg, scan), EOI));
        assertRefused(concat(Arrays.copyOf(jpeg, scan + 14), EOI));
        assertRefused(concat(Arrays.copyOf(jpeg, frame), Arrays.copyOfRange(jpeg, frame + 19, jpeg.length)));
        assertRefused(changed(0xda, (file, start) -> file[start + 5] = 99));
        assertRefused(changed(0xda, (file, start) -> file[start + 4] = 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xc0, 0xc4, 0xda, 0xdb, 0xdd, 0xe0, 0xe1, 0xe2})
    void refusesAFileThatEndsWithAnEmptySegment(int marker) {
        assertRefused(concat(SOI, new byte[]{(byte) 0xff, (byte) marker, 0, 2}));
        assertRefused(concat(Arrays.copyOf(jpeg, find(0xda)), new byte[]{(byte) 0xff, (byte) marker, 0, 2}));
    }

    @Test
    void refusesMoreThanAHundredScans() {
        byte[] scan = Arrays.copyOfRange(jpeg, find(0xda), jpeg.length - 2);
        byte[] file = Arrays.copyOf(jpeg, jpeg.length - 2);
        for (int i = 1; i < 100; i++) {
            file = concat(file, scan);
        }

        assertInstanceOf(Reading.Accepted.class, Picture.read(concat(file, EOI)));
        assertRefused(concat(file, scan, EOI));
    }

    @Test
    void refusesTooManyPixelsBeforeReadingTheRest() {
        byte[] header = Arrays.copyOf(jpeg, find(0xc0) + 19);
        ByteBuffer.wrap(header).putInt(find(0xc0) + 5, 30_000 << 16 | 30_000);

        assertEquals(new Reading.TooManyPixels(), Picture.read(header));
    }

    /** A frame, one scan of all components, and a byte of data. */
    private static byte[] structure(int components, int sampling, int table) {
        byte[] frame = concat(new byte[]{8, 0, 1, 0, 1, (byte) components}, new byte[3 * components]);
        byte[] scan = concat(new byte[]{(byte) components}, new byte[2 * components], new byte[]{0, 63, 0});
        for (int i = 0; i < components; i++) {
            frame[6 + 3 * i] = (byte) i;
            frame[7 + 3 * i] = (byte) sampling;
            frame[8 + 3 * i] = (byte) table;
            scan[1 + 2 * i] = (byte) i;
        }
        byte[] begun = withSegment(concat(SOI, new byte[]{1}, EOI), 0xda, scan);
        return withSegment(begun, 0xc0, frame);
    }

    private static byte[] part(int number, int count, int length) {
        byte[] part = concat(ascii("ICC_PROFILE\0"), new byte[2 + length]);
        part[12] = (byte) number;
        part[13] = (byte) count;
        return part;
    }

    /** Puts bytes after JFIF. */
    private byte[] inserted(byte[] bytes) {
        int jfifEnd = 20;
        return concat(Arrays.copyOf(jpeg, jfifEnd), bytes, Arrays.copyOfRange(jpeg, jfifEnd, jpeg.length));
    }

    private byte[] withProfile(byte[]... parts) {
        byte[] file = jpeg;
        for (byte[] part : Arrays.asList(parts).reversed()) {
            file = withSegment(file, 0xe2, part);
        }
        return file;
    }

    /** The offset of the first segment with this marker. */
    private int find(int marker) {
        int at = 2;
        while (Byte.toUnsignedInt(jpeg[at + 1]) != marker) {
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        return at;
    }

    private byte[] body(int marker) {
        int start = find(marker);
        return Arrays.copyOfRange(jpeg, start + 4, start + 2 + ByteBuffer.wrap(jpeg).getShort(start + 2));
    }

    private byte[] changed(int marker, ObjIntConsumer<byte[]> change) {
        byte[] file = jpeg.clone();
        change.accept(file, find(marker));
        return file;
    }

    private static Picture accepted(byte[] file) {
        return assertInstanceOf(Reading.Accepted.class, Picture.read(file)).picture();
    }

    private static void assertRefused(byte[] file) {
        assertEquals(new Reading.NotAPicture(), Picture.read(file));
    }

    private static int[] decode(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file)).getRGB(0, 0, 16, 16, null, 0, 16);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
