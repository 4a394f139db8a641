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
 * Reads PNG files (PNG, third edition, chapters 5 and 11). Beside the critical chunks those stay that change how the
 * picture looks; of EXIF the orientation stays. Text, time, animation and what is unknown go.
 */
final class PngReader {

    private static final byte[] SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);
    private static final int HEADER_BYTES = 13;
    private static final int GREY = 0;
    private static final int PALETTE = 3;
    private static final int GREY_WITH_ALPHA = 4;

    /** What a chunk is around its data: length, type and checksum. */
    private static final int AROUND = 12;

    /** The ancillary chunks that stay, and how long each may be, bytes. */
    private static final Map<String, Integer> KEPT = Map.of("tRNS", 256, "gAMA", 4, "cHRM", 32, "sRGB", 1, "iCCP",
            Picture.MAX_PROFILE_BYTES, "sBIT", 4, "bKGD", 6, "pHYs", 9, "cICP", 4);

    private final byte[] file;
    private final FileBytes bytes;
    private final KeptParts kept;
    private final Set<String> taken = new HashSet<>();
    private long dataBytes;
    private String before = "";

    PngReader(byte[] file) {
        this.file = file;
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
        requireFewPixels(width, height);
        kept.keep(0, at);
        while (!before.equals("IEND")) {
            int end = chunkEnd(at);
            keepChunk(at, end);
            before = bytes.name(at + 4);
            at = end;
        }
        int colour = file[header + 17];
        boolean mayHavePalette = colour != GREY && colour != GREY_WITH_ALPHA;
        require(dataBytes > 0 && (taken.contains("PLTE") ? mayHavePalette : colour != PALETTE)
                && bytes.areZero(at, file.length));
        return new Picture(PictureFormat.PNG, width, height, kept.bytes());
    }

    /** Where the chunk that begins here ends. */
    private int chunkEnd(int start) {
        require(file.length - start >= AROUND && bytes.u32(start) <= file.length - start - AROUND);
        int length = (int) bytes.u32(start);
        require(bytes.u32(start + 8 + length) == checksum(file, start + 4, 4 + length));
        return start + AROUND + length;
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
        boolean isOfADepth = switch (file[data + 9]) {
            case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, GREY_WITH_ALPHA, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        boolean isOfTheOneMethod = file[data + 10] == 0 && file[data + 11] == 0;
        boolean isInterlacedOrNot = file[data + 12] == 0 || file[data + 12] == 1;
        require(isSize(data) && isSize(data + 4) && isOfADepth && isOfTheOneMethod && isInterlacedOrNot);
    }

    private boolean isSize(int at) {
        return bytes.u32(at) >= 1 && bytes.u32(at) <= Integer.MAX_VALUE;
    }

    /** Keeps or drops a chunk after the header. */
    private void keepChunk(int start, int end) {
        int length = end - start - AROUND;
        String type = bytes.name(start + 4);
        boolean hasData = taken.contains("IDAT");
        switch (type) {
            case "PLTE" -> {
                require(!hasData && taken.add(type) && length > 0 && length <= 3 * 256 && length % 3 == 0);
                kept.keep(start, end);
            }
            case "IDAT" -> {
                require(!hasData || before.equals("IDAT"));
                dataBytes += length;
                taken.add(type);
                kept.keep(start, end);
            }
            case "IEND" -> {
                require(length == 0);
                kept.keep(start, end);
            }
            case "eXIf" -> keepOrientation(start, end);
            default -> {
                // An upper-case first letter says that the picture cannot be shown without the chunk.
                require((file[start + 4] & 0x20) != 0);
                if (length <= KEPT.getOrDefault(type, -1) && !hasData && taken.add(type)) {
                    kept.keep(start, end);
                }
            }
        }
    }

    private void keepOrientation(int start, int end) {
        Orientation orientation = taken.add("eXIf")
                ? Orientation.parse(file, start + 8, end - 4)
                : Orientation.AS_STORED;
        if (!orientation.isAsStored()) {
            byte[] tiff = orientation.toTiff();
            ByteBuffer chunk = ByteBuffer.allocate(AROUND + tiff.length).putInt(tiff.length)
                    .put("eXIf".getBytes(ISO_8859_1)).put(tiff);
            kept.put(chunk.putInt((int) checksum(chunk.array(), 4, 4 + tiff.length)).array());
        }
    }
}
