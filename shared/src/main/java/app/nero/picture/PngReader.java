package app.nero.picture;

import static app.nero.picture.RefusedException.require;
import static app.nero.picture.RefusedException.requireFewPixels;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Reads PNG files (PNG, third edition, chapters 5 and 11). Keeps the critical chunks, those that change how the picture
 * looks, and the orientation from EXIF. Drops text, time, animation and unknown chunks.
 */
final class PngReader {

    private static final byte[] SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);
    private static final int HEADER_BYTES = 13;
    private static final int GRAY = 0;
    private static final int PALETTE = 3;
    private static final int GRAY_WITH_ALPHA = 4;

    /** A chunk's length, type and checksum, in bytes. */
    private static final int CHUNK_OVERHEAD = 12;

    /** The ancillary chunks to keep, and their maximum length in bytes. */
    private static final Map<String, Integer> KEPT = Map.of("tRNS", 256, "gAMA", 4, "cHRM", 32, "sRGB", 1, "iCCP",
            Picture.MAX_PROFILE_BYTES, "sBIT", 4, "bKGD", 6, "pHYs", 9, "cICP", 4);

    private final byte[] file;
    private final long maxPixels;
    private final FileBytes bytes;
    private final KeptParts kept;
    private final Set<String> seen = new HashSet<>();
    private long dataBytes;
    private String previous = "";

    PngReader(byte[] file, long maxPixels) {
        this.file = file;
        this.maxPixels = maxPixels;
        this.bytes = new FileBytes(file, ByteOrder.BIG_ENDIAN);
        this.kept = new KeptParts(file);
    }

    static boolean begins(byte[] file) {
        return new FileBytes(file, ByteOrder.BIG_ENDIAN).has(SIGNATURE, 0);
    }

    Picture read() {
        int header = SIGNATURE.length;
        int at = chunkEnd(header);
        checkHeader(header);
        int width = (int) bytes.u32(header + 8);
        int height = (int) bytes.u32(header + 12);
        requireFewPixels(width, height, maxPixels);
        kept.keep(0, at);
        while (!previous.equals("IEND")) {
            int end = chunkEnd(at);
            keepChunk(at, end);
            previous = bytes.name(at + 4);
            at = end;
        }
        int color = file[header + 17];
        boolean mayHavePalette = color != GRAY && color != GRAY_WITH_ALPHA;
        require(dataBytes > 0 && (seen.contains("PLTE") ? mayHavePalette : color != PALETTE));
        return new Picture(PictureFormat.PNG, width, height, kept.bytes());
    }

    private int chunkEnd(int start) {
        require(file.length - start >= CHUNK_OVERHEAD && bytes.u32(start) <= file.length - start - CHUNK_OVERHEAD);
        int length = (int) bytes.u32(start);
        require(bytes.u32(start + 8 + length) == checksum(file, start + 4, 4 + length));
        return start + CHUNK_OVERHEAD + length;
    }

    private static long checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return crc.getValue();
    }

    private void checkHeader(int start) {
        int data = start + 8;
        require(bytes.name(start + 4).equals("IHDR") && bytes.u32(start) == HEADER_BYTES);
        int depth = file[data + 8];
        boolean isValidDepth = switch (file[data + 9]) {
            case GRAY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, GRAY_WITH_ALPHA, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        boolean areValidMethods = file[data + 10] == 0 && file[data + 11] == 0;
        boolean isValidInterlace = file[data + 12] == 0 || file[data + 12] == 1;
        require(isSize(data) && isSize(data + 4) && isValidDepth && areValidMethods && isValidInterlace);
    }

    private boolean isSize(int at) {
        return bytes.u32(at) >= 1 && bytes.u32(at) <= Integer.MAX_VALUE;
    }

    private void keepChunk(int start, int end) {
        int length = end - start - CHUNK_OVERHEAD;
        String type = bytes.name(start + 4);
        boolean hasData = seen.contains("IDAT");
        switch (type) {
            case "PLTE" -> {
                require(!hasData && seen.add(type) && length > 0 && length <= 3 * 256 && length % 3 == 0);
                kept.keep(start, end);
            }
            case "IDAT" -> {
                require(!hasData || previous.equals("IDAT"));
                dataBytes += length;
                seen.add(type);
                kept.keep(start, end);
            }
            case "IEND" -> {
                require(length == 0);
                kept.keep(start, end);
            }
            case "eXIf" -> keepOrientation(start, end);
            default -> {
                // An upper-case first letter marks a critical chunk, without which the picture cannot be shown.
                require((file[start + 4] & 0x20) != 0);
                if (length <= KEPT.getOrDefault(type, -1) && !hasData && seen.add(type)) {
                    kept.keep(start, end);
                }
            }
        }
    }

    private void keepOrientation(int start, int end) {
        Orientation orientation = seen.add("eXIf")
                ? Orientation.parse(file, start + 8, end - 4)
                : Orientation.AS_STORED;
        if (!orientation.isAsStored()) {
            byte[] tiff = orientation.toTiff();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_OVERHEAD + tiff.length).putInt(tiff.length)
                    .put("eXIf".getBytes(ISO_8859_1)).put(tiff);
            kept.put(chunk.putInt((int) checksum(chunk.array(), 4, 4 + tiff.length)).array());
        }
    }
}
