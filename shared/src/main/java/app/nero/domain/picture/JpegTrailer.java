package app.nero.domain.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What phones write after the end of a JPEG. It is cut off, whatever is in it; a file that goes on in another way may be
 * made to be taken for something else, and is no picture.
 */
final class JpegTrailer {

    private static final byte[] FTYP = "ftyp".getBytes(ISO_8859_1);
    private static final byte[] SEFH = "SEFH".getBytes(ISO_8859_1);
    private static final byte[] SEFT = "SEFT".getBytes(ISO_8859_1);

    private JpegTrailer() {}

    /**
     * Whether nothing but zeros follows, or after any zeros a further JPEG (CIPA DC-007, Ultra HDR's gain map), the MP4 of
     * a motion photo (ISO/IEC 14496-12), or Samsung's trailer.
     */
    static boolean mayBeCutOff(byte[] file, int from) {
        int start = from;
        while (start < file.length && file[start] == 0) {
            start++;
        }
        return start == file.length || isJpeg(file, start) || isMp4(file, start) || isSamsungs(file, from);
    }

    private static boolean isJpeg(byte[] file, int start) {
        return start + 3 <= file.length && file[start] == (byte) 0xff && file[start + 1] == (byte) 0xd8
                && file[start + 2] == (byte) 0xff;
    }

    /** The first box tells its length in four bytes, of which only the last is not zero. */
    private static boolean isMp4(byte[] file, int start) {
        return start + 5 <= file.length && Arrays.equals(file, start + 1, start + 5, FTYP, 0, 4);
    }

    /** At its end a directory: {@code SEFH}, entries, and their length and {@code SEFT} as the last eight bytes. */
    private static boolean isSamsungs(byte[] file, int from) {
        int end = file.length;
        if (end - from < 12 || !Arrays.equals(file, end - 4, end, SEFT, 0, 4)) {
            return false;
        }
        long length = Integer
                .toUnsignedLong(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end - 8));
        long directory = end - 8 - length;
        return length >= 4 && directory >= from
                && Arrays.equals(file, (int) directory, (int) directory + 4, SEFH, 0, 4);
    }
}
