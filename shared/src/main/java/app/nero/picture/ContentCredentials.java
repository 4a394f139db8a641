package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

/**
 * Finds content credentials (C2PA 2.1, A.3): signed statements on how a picture was made, which hold for its exact bytes.
 */
public final class ContentCredentials {

    private static final int APP11 = 0xeb;
    private static final int SOS = 0xda;
    private static final int PNG_HEADER_BYTES = 8;
    private static final int RIFF_HEADER_BYTES = 12;
    private static final byte[] C2PA = "c2pa".getBytes(ISO_8859_1);

    private ContentCredentials() {}

    /** @param file that {@link Picture#read} accepts */
    public static boolean areIn(byte[] file) {
        if (JpegReader.begins(file)) {
            return areInJpeg(new FileBytes(file, ByteOrder.BIG_ENDIAN), file.length);
        }
        return PngReader.begins(file)
                ? hasChunk(new FileBytes(file, ByteOrder.BIG_ENDIAN), file.length, PNG_HEADER_BYTES, 4, 4, "caBX")
                : hasChunk(new FileBytes(file, ByteOrder.LITTLE_ENDIAN), file.length, RIFF_HEADER_BYTES, 0, 0, "C2PA");
    }

    /** In segments APP11, as boxes of JUMBF (ISO/IEC 19566-5) that name C2PA. */
    private static boolean areInJpeg(FileBytes bytes, int length) {
        int at = 2;
        while (at + 4 <= length && bytes.u8(at) == 0xff && bytes.u8(at + 1) != SOS) {
            boolean isFill = bytes.u8(at + 1) == 0xff;
            int end = isFill ? at + 1 : at + 2 + bytes.u16(at + 2);
            if (bytes.u8(at + 1) == APP11 && contains(bytes, at, Math.min(end, length))) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean contains(FileBytes bytes, int from, int to) {
        for (int at = from; at + C2PA.length <= to; at++) {
            if (bytes.has(C2PA, at)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a file of chunks has one of this name.
     *
     * @param nameAt where a chunk has its name; its length is in the other four of its first eight bytes
     * @param trailer bytes after each chunk's data; 0 means that chunks are padded to an even length
     */
    private static boolean hasChunk(FileBytes bytes, int length, int first, int nameAt, int trailer, String name) {
        long at = first;
        while (at + 8 <= length) {
            if (bytes.name((int) at + nameAt).equals(name)) {
                return true;
            }
            long data = bytes.u32((int) at + 4 - nameAt);
            at += 8 + data + (trailer == 0 ? data % 2 : trailer);
        }
        return false;
    }
}
