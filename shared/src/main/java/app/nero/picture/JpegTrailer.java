package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

/**
 * Data that phones append to a JPEG. It is dropped, whatever it contains. A JPEG with any other data after its end is
 * refused, because it may be crafted to pass for another file type.
 */
final class JpegTrailer {

    private static final byte[] FTYP = "ftyp".getBytes(ISO_8859_1);
    private static final byte[] SEFH = "SEFH".getBytes(ISO_8859_1);
    private static final byte[] SEFT = "SEFT".getBytes(ISO_8859_1);

    private JpegTrailer() {}

    /**
     * Whether only zeros follow, or, after any zeros, another JPEG (CIPA DC-007, Ultra HDR's gain map) or the MP4 of a
     * motion photo (ISO/IEC 14496-12), or Samsung's trailer.
     */
    static boolean isKnown(byte[] file, int from) {
        FileBytes bytes = new FileBytes(file, ByteOrder.LITTLE_ENDIAN);
        int start = from;
        while (start < file.length && file[start] == 0) {
            start++;
        }
        // An MP4 begins with the length of its first box, four bytes of which only the last is not zero.
        return start == file.length || bytes.has(JpegReader.SIGNATURE, start) || bytes.has(FTYP, start + 1)
                || isSamsung(bytes, from, file.length);
    }

    /** The trailer ends with {@code SEFH}, entries and, in the last eight bytes, the length of both and {@code SEFT}. */
    private static boolean isSamsung(FileBytes bytes, int from, int end) {
        if (end - from < 12 || !bytes.has(SEFT, end - 4)) {
            return false;
        }
        long directory = end - 8 - bytes.u32(end - 8);
        return directory >= from && bytes.has(SEFH, (int) directory);
    }
}
