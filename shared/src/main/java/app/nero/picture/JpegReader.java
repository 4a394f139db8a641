package app.nero.picture;

import static app.nero.picture.RefusedException.require;
import static app.nero.picture.RefusedException.requireFewPixels;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads JPEG files (ITU-T T.81, annex B): Huffman-coded, baseline, extended or progressive, with 8 bits per sample, as
 * all decoders support them. Of the application data, keeps JFIF without its thumbnail (T.871), the ICC profile (ICC.1,
 * annex B.4), Adobe's color transform (T.872, 6.5.3) and the orientation. Nothing after the end marker is kept.
 */
final class JpegReader {

    private static final int SOF0 = 0xc0;
    private static final int SOF1 = 0xc1;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int RST0 = 0xd0;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    /** The SOI marker and the first byte of the next marker. */
    private static final byte[] SIGNATURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private static final byte[] JFIF = "JFIF\0".getBytes(ISO_8859_1);
    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);
    private static final byte[] ICC_PROFILE = "ICC_PROFILE\0".getBytes(ISO_8859_1);
    private static final byte[] ADOBE = "Adobe".getBytes(ISO_8859_1);

    /** Name, version, unit, densities and, in the last two bytes, the width and height of the thumbnail that follows. */
    private static final int JFIF_BYTES = 14;
    private static final int ADOBE_BYTES = 12;

    /** Encoders write about ten. Each scan costs a decoder one pass over all pixels. */
    private static final int MAX_SCANS = 100;

    private final byte[] file;
    private final long maxPixels;
    private final FileBytes bytes;
    private final boolean withProfile;
    private final KeptParts kept;
    private final Set<Integer> seen = new HashSet<>();
    private int width;
    private int height;
    private final List<Byte> componentIds = new ArrayList<>();
    private int scans;
    private int profileParts;
    private int profilePartCount;
    private int profileBytes;
    private boolean isProfileBroken;

    JpegReader(byte[] file, long maxPixels) {
        this(file, maxPixels, true);
    }

    private JpegReader(byte[] file, long maxPixels, boolean withProfile) {
        this.file = file;
        this.maxPixels = maxPixels;
        this.bytes = new FileBytes(file, ByteOrder.BIG_ENDIAN);
        this.withProfile = withProfile;
        this.kept = new KeptParts(file);
    }

    static boolean begins(byte[] file) {
        return new FileBytes(file, ByteOrder.BIG_ENDIAN).has(SIGNATURE, 0);
    }

    Picture read() {
        kept.keep(0, 2);
        int at = findMarker(2);
        while (bytes.u8(at + 1) != EOI) {
            at = findMarker(keepSegment(at));
        }
        require(scans > 0);
        if (isProfileBroken || profileParts != profilePartCount || profileBytes > Picture.MAX_PROFILE_BYTES) {
            return new JpegReader(file, maxPixels, false).read();
        }
        kept.keep(at, at + 2);
        return new Picture(PictureFormat.JPEG, width, height, kept.bytes());
    }

    /** The offset of the next marker, after bytes that decoders skip, or that are the data of a scan. */
    private int findMarker(int from) {
        int at = from;
        while (true) {
            while (at < file.length - 1 && file[at] != (byte) 0xff) {
                at++;
            }
            require(at < file.length - 1);
            int code = bytes.u8(at + 1);
            // Not a fill byte, or a zero or restart marker, which belong to the data of a scan.
            if (code != 0xff && code != 0 && (code & 0xf8) != RST0) {
                return at;
            }
            at++;
        }
    }

    /** Returns the end of the segment and, after a scan header, of the scan's data. */
    private int keepSegment(int start) {
        int marker = bytes.u8(start + 1);
        int body = start + 4;
        int end = segmentEnd(start);
        switch (marker) {
            case SOF0, SOF1, SOF2 -> readFrame(body, end);
            case DHT -> checkHuffmanTables(body, end);
            case DQT -> checkQuantizationTables(body, end);
            case DRI -> require(end - body == 2);
            case SOS -> checkScanHeader(body, end);
            default -> require(marker >= APP0 && marker <= APP15 || marker == COM);
        }
        requireFewPixels(width, height, maxPixels);
        if (marker == SOS) {
            end = scanEnd(end);
        }
        if (marker >= APP0) {
            keepApplicationData(marker, start, body, end);
        } else {
            kept.keep(start, end);
        }
        return end;
    }

    private int segmentEnd(int start) {
        require(start + 4 <= file.length);
        int length = bytes.u16(start + 2);
        require(length >= 2 && length <= file.length - start - 2);
        return start + 2 + length;
    }

    /** The end of a scan's data, without the fill bytes before the next marker. */
    private int scanEnd(int from) {
        int end = findMarker(from);
        while (end > from && file[end - 1] == (byte) 0xff) {
            end--;
        }
        require(end > from);
        return end;
    }

    private void readFrame(int body, int end) {
        require(componentIds.isEmpty() && end - body >= 6);
        int components = bytes.u8(body + 5);
        height = bytes.u16(body + 1);
        width = bytes.u16(body + 3);
        boolean isSupported = components == 1 || components == 3 || components == 4;
        require(bytes.u8(body) == 8 && width > 0 && height > 0 && isSupported && end - body == 6 + 3 * components);
        for (int i = 0; i < components; i++) {
            int component = body + 6 + 3 * i;
            componentIds.add(file[component]);
            int horizontal = bytes.u8(component + 1) >> 4;
            int vertical = bytes.u8(component + 1) & 15;
            require(horizontal >= 1 && horizontal <= 4 && vertical >= 1 && vertical <= 4
                    && bytes.u8(component + 2) <= 3);
        }
    }

    private void checkHuffmanTables(int body, int end) {
        int at = body;
        while (at + 17 <= end) {
            int values = 0;
            for (int i = 1; i <= 16; i++) {
                values += bytes.u8(at + i);
            }
            require(bytes.u8(at) >> 4 <= 1 && (bytes.u8(at) & 15) <= 3 && values <= 256);
            at += 17 + values;
        }
        require(at == end);
    }

    private void checkQuantizationTables(int body, int end) {
        int at = body;
        while (at < end) {
            int bytesEach = (bytes.u8(at) >> 4) + 1;
            require(bytesEach <= 2 && (bytes.u8(at) & 15) <= 3);
            at += 1 + 64 * bytesEach;
        }
        require(at == end);
    }

    private void checkScanHeader(int body, int end) {
        scans++;
        int components = body < end ? bytes.u8(body) : 0;
        require(scans <= MAX_SCANS && components >= 1 && components <= componentIds.size()
                && end - body == 4 + 2 * components);
        for (int i = 0; i < components; i++) {
            require(componentIds.contains(file[body + 1 + 2 * i]));
        }
    }

    /** Keeps only the first JFIF, EXIF and Adobe segment. */
    private void keepApplicationData(int marker, int start, int body, int end) {
        int length = end - body;
        if (marker == APP0 && bytes.has(JFIF, body) && length >= JFIF_BYTES && seen.add(APP0)) {
            ByteBuffer jfif = ByteBuffer.wrap(Arrays.copyOfRange(file, body, body + JFIF_BYTES));
            putSegment(APP0, jfif.putShort(JFIF_BYTES - 2, (short) 0).array(), start, end);
        } else if (marker == APP1 && bytes.has(EXIF, body) && length >= EXIF.length && seen.add(APP1)) {
            Orientation orientation = Orientation.parse(file, body + EXIF.length, end);
            if (!orientation.isAsStored()) {
                byte[] tiff = orientation.toTiff();
                byte[] exif = ByteBuffer.allocate(EXIF.length + tiff.length).put(EXIF).put(tiff).array();
                putSegment(APP1, exif, start, end);
            }
        } else if (marker == APP14 && bytes.has(ADOBE, body) && length >= ADOBE_BYTES && seen.add(APP14)) {
            putSegment(APP14, Arrays.copyOfRange(file, body, body + ADOBE_BYTES), start, end);
        } else if (marker == APP2 && bytes.has(ICC_PROFILE, body) && withProfile) {
            keepProfilePart(start, body + ICC_PROFILE.length, end);
        }
    }

    /** Replaces a segment, unless the new one is the same. */
    private void putSegment(int marker, byte[] body, int start, int end) {
        byte[] segment = ByteBuffer.allocate(4 + body.length).putShort((short) (0xff00 | marker))
                .putShort((short) (2 + body.length)).put(body).array();
        if (Arrays.equals(segment, 0, segment.length, file, start, end)) {
            kept.keep(start, end);
        } else {
            kept.put(segment);
        }
    }

    /** A large profile spans several segments. Each contains its number, from 1, and the number of segments. */
    private void keepProfilePart(int start, int numbered, int end) {
        if (end < numbered + 2 || bytes.u8(numbered) != profileParts + 1
                || profileParts > 0 && bytes.u8(numbered + 1) != profilePartCount) {
            isProfileBroken = true;
            return;
        }
        profileParts++;
        profilePartCount = bytes.u8(numbered + 1);
        profileBytes += end - numbered - 2;
        kept.keep(start, end);
    }
}
