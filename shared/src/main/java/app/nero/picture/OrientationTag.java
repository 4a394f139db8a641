package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteOrder;

/** Reads which way up a file is to be shown. */
public final class OrientationTag {

    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);
    private static final int PNG_HEADER_BYTES = 8;

    private OrientationTag() {}

    /** The orientation of a JPEG or PNG file, 1 to 8 (Exif 2.32, 4.6.4); 1 if the file names none. */
    public static int read(byte[] file) {
        FileBytes bytes = new FileBytes(file, ByteOrder.BIG_ENDIAN);
        if (JpegReader.begins(file)) {
            return inJpeg(file, bytes);
        }
        return PngReader.begins(file) ? inPng(file, bytes) : Orientation.AS_STORED.value();
    }

    private static int inJpeg(byte[] file, FileBytes bytes) {
        int at = 2;
        while (at + 4 <= file.length && bytes.u8(at) == 0xff && bytes.u8(at + 1) != SOS) {
            boolean isFill = bytes.u8(at + 1) == 0xff;
            int end = isFill ? at + 1 : Math.min(at + 2 + bytes.u16(at + 2), file.length);
            if (bytes.u8(at + 1) == APP1 && bytes.has(EXIF, at + 4) && at + 4 + EXIF.length <= end) {
                return Orientation.parse(file, at + 4 + EXIF.length, end).value();
            }
            at = end;
        }
        return Orientation.AS_STORED.value();
    }

    private static int inPng(byte[] file, FileBytes bytes) {
        long at = PNG_HEADER_BYTES;
        while (at + 12 <= file.length) {
            int start = (int) at;
            long end = at + 12 + bytes.u32(start);
            if (bytes.name(start + 4).equals("eXIf") && end <= file.length) {
                return Orientation.parse(file, start + 8, (int) end - 4).value();
            }
            at = end;
        }
        return Orientation.AS_STORED.value();
    }
}
