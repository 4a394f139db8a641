package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTagTest {

    private static final byte[] JPEG = SomePictures.jpeg(8, 6, 1);
    private static final byte[] PNG = SomePictures.png(8, 6, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsTheOrientationOfAFile(int orientation) {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = SomePictures.exif(order, orientation);

            assertEquals(orientation, OrientationTag.read(SomePictures.withExif(JPEG, exif)));
            assertEquals(orientation, OrientationTag.read(SomePictures.withExif(PNG, exif)));
        }
    }

    @Test
    void findsItAfterOtherPartsOfTheFile() {
        byte[] exif = SomePictures.exif(ByteOrder.BIG_ENDIAN, 6);
        byte[] jpeg = SomePictures.withSegment(SomePictures.withExif(JPEG, exif), 0xe1, "http://ns".getBytes());
        byte[] png = SomePictures.withChunk(SomePictures.withExif(PNG, exif), "tEXt", new byte[300]);

        assertEquals(6, OrientationTag.read(jpeg));
        assertEquals(6, OrientationTag.read(png));
        assertEquals(6, OrientationTag.read(withFillBytes(SomePictures.withExif(JPEG, exif))));
    }

    @Test
    void showsAFileWithoutTheTagAsStored() {
        assertEquals(1, OrientationTag.read(JPEG));
        assertEquals(1, OrientationTag.read(PNG));
        assertEquals(1, OrientationTag.read(SomePictures.withGps(SomePictures.webp(8, 6, 1), 6)));
        assertEquals(1, OrientationTag.read(new byte[]{(byte) 0xff, (byte) 0xd8, (byte) 0xff}));
    }

    @Test
    void ignoresExifThatIsNotInItsSegment() {
        byte[] empty = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 2};
        byte[] exif = SomePictures.exif(ByteOrder.BIG_ENDIAN, 6);

        assertEquals(1, OrientationTag.read(SomePictures.concat(empty, "Exif\0\0".getBytes(), exif)));
    }

    @Test
    void readsAChunkAtTheEndOfTheFile() {
        byte[] exif = SomePictures.exif(ByteOrder.BIG_ENDIAN, 6);
        int end = 8 + 25 + 12 + exif.length;

        byte[] png = SomePictures.withExif(PNG, exif);

        assertEquals(6, OrientationTag.read(Arrays.copyOf(png, end)));
        assertEquals(1, OrientationTag.read(Arrays.copyOf(png, end - 1)));
    }

    /** A file that ends early has no orientation, or the one that it had, but never an error. */
    @Test
    void readsCutFiles() {
        for (byte[] picture : new byte[][]{JPEG, PNG}) {
            byte[] file = SomePictures.withExif(picture, SomePictures.exif(ByteOrder.BIG_ENDIAN, 6));
            List<Integer> read = IntStream.rangeClosed(0, 200)
                    .mapToObj(length -> OrientationTag.read(Arrays.copyOf(file, length))).toList();

            int lastWithout = read.lastIndexOf(1);
            assertEquals(Collections.nCopies(lastWithout + 1, 1), read.subList(0, lastWithout + 1));
            assertEquals(Collections.nCopies(200 - lastWithout, 6), read.subList(lastWithout + 1, 201));
            assertEquals(6, read.getLast());
        }
    }

    /** Any number of 0xff may stand before a marker (ITU-T T.81, B.1.1.2). */
    private static byte[] withFillBytes(byte[] jpeg) {
        byte[] fill = new byte[3];
        Arrays.fill(fill, (byte) 0xff);
        return SomePictures.concat(Arrays.copyOf(jpeg, 2), fill, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }
}
