package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

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
        FileBytes bytes = new FileBytes(file, ByteOrder.LITTLE_ENDIAN);
        int start = from;
        while (start < file.length && file[start] == 0) {
            start++;
        }
        // The first box of an MP4 tells its length in four bytes, of which only the last is not zero.
        return start == file.length || bytes.has(JpegReader.SIGNATURE, start) || bytes.has(FTYP, start + 1)
                || isSamsungs(bytes, from, file.length);
    }

    /** At its end a directory: {@code SEFH}, entries, and their length and {@code SEFT} as the last eight bytes. */
    private static boolean isSamsungs(FileBytes bytes, int from, int end) {
        if (end - from < 12 || !bytes.has(SEFT, end - 4)) {
            return false;
        }
        long directory = end - 8 - bytes.u32(end - 8);
        return directory >= from && bytes.has(SEFH, (int) directory);
    }
}
