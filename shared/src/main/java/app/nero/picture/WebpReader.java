package app.nero.picture;

import static app.nero.picture.RefusedException.require;
import static app.nero.picture.RefusedException.requireFewPixels;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads still WebP files (RFC 9649): simple lossy (RFC 6386, 9.1), simple lossless and extended. Keeps the image,
 * alpha, the color profile and the orientation from EXIF, and updates the header.
 */
final class WebpReader {

    private static final byte[] RIFF = "RIFF".getBytes(ISO_8859_1);
    private static final byte[] WEBP = "WEBP".getBytes(ISO_8859_1);
    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);

    private static final int FILE_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int EXTENDED_BYTES = 10;

    private static final int HAS_PROFILE = 0x20;
    private static final int HAS_ALPHA = 0x10;
    private static final int HAS_EXIF = 0x08;
    private static final int IS_ANIMATED = 0x02;

    private final byte[] file;
    private final long maxPixels;
    private final FileBytes bytes;
    private final KeptParts kept;
    private boolean isExtended;
    private int flags;
    private int width;
    private int height;
    private boolean hasPicture;
    private boolean hasAlpha;
    private boolean hasProfile;
    private boolean hasExif;
    private Orientation orientation = Orientation.AS_STORED;

    WebpReader(byte[] file, long maxPixels) {
        this.file = file;
        this.maxPixels = maxPixels;
        this.bytes = new FileBytes(file, ByteOrder.LITTLE_ENDIAN);
        this.kept = new KeptParts(file);
    }

    static boolean begins(byte[] file) {
        FileBytes bytes = new FileBytes(file, ByteOrder.LITTLE_ENDIAN);
        return bytes.has(RIFF, 0) && bytes.has(WEBP, 8);
    }

    Picture read() {
        long fileEnd = CHUNK_HEADER_BYTES + bytes.u32(4);
        require(fileEnd <= file.length);
        kept.put(Arrays.copyOf(file, FILE_HEADER_BYTES));
        int at = FILE_HEADER_BYTES;
        while (at < fileEnd) {
            int end = chunkEnd(at, (int) fileEnd);
            keepChunk(at, end);
            requireFewPixels(width, height, maxPixels);
            at = end;
        }
        require(hasPicture);
        return picture();
    }

    /** The end of a chunk, including the padding to an even length. */
    private int chunkEnd(int start, int fileEnd) {
        require(fileEnd - start >= CHUNK_HEADER_BYTES);
        long end = (long) start + CHUNK_HEADER_BYTES + length(start);
        long paddedEnd = end + length(start) % 2;
        require(paddedEnd <= fileEnd && (end == paddedEnd || file[(int) end] == 0));
        return (int) paddedEnd;
    }

    private void keepChunk(int start, int end) {
        int body = start + CHUNK_HEADER_BYTES;
        long length = length(start);
        switch (bytes.name(start)) {
            case "VP8X" -> {
                require(start == FILE_HEADER_BYTES && length == EXTENDED_BYTES);
                isExtended = true;
                flags = file[body];
                require((flags & IS_ANIMATED) == 0);
                width = 1 + u24(body + 4);
                height = 1 + u24(body + 7);
                kept.put(ByteBuffer.wrap(Arrays.copyOfRange(file, start, end)).putInt(CHUNK_HEADER_BYTES, 0).array());
            }
            case "VP8 " -> {
                require(length >= 10 && isLossy(body, length));
                kept.keep(start, end);
                checkOnlyPicture(start, bytes.u16(body + 6) & 0x3fff, bytes.u16(body + 8) & 0x3fff);
            }
            case "VP8L" -> {
                require(length >= 6 && isLossless(body) && !hasAlpha);
                int sizes = (int) bytes.u32(body + 1);
                kept.keep(start, end);
                checkOnlyPicture(start, 1 + (sizes & 0x3fff), 1 + (sizes >> 14 & 0x3fff));
            }
            case "ALPH" -> {
                require(!hasAlpha && !hasPicture && isExtended);
                hasAlpha = true;
                kept.keep(start, end);
            }
            case "ICCP" -> {
                boolean isUsed = isExtended && (flags & HAS_PROFILE) != 0 && !hasProfile && !hasPicture;
                if (isUsed && length <= Picture.MAX_PROFILE_BYTES) {
                    hasProfile = true;
                    kept.keep(start, end);
                }
            }
            case "EXIF" -> {
                if (isExtended && !hasExif) {
                    hasExif = true;
                    // Some writers add the prefix that EXIF has in JPEG files.
                    int tiff = length >= EXIF.length && bytes.has(EXIF, body) ? body + EXIF.length : body;
                    orientation = Orientation.parse(file, tiff, (int) (body + length));
                }
            }
            case "ANIM", "ANMF" -> require(false);
            default -> {
            }
        }
    }

    /** Whether it is a visible key frame of a known version whose first partition lies within the chunk. */
    private boolean isLossy(int body, long length) {
        int tag = u24(body);
        boolean isShownKeyFrame = (tag & 1) == 0 && (tag >> 1 & 7) <= 3 && (tag >> 4 & 1) == 1;
        return isShownKeyFrame && 10 + (tag >> 5) <= length && u24(body + 3) == 0x2a019d;
    }

    private boolean isLossless(int body) {
        boolean isVersionZero = bytes.u32(body + 1) >>> 29 == 0;
        return file[body] == 0x2f && isVersionZero;
    }

    /** A simple file begins with the image. In an extended file, the image must fill the canvas. */
    private void checkOnlyPicture(int start, int frameWidth, int frameHeight) {
        boolean isInPlace = isExtended
                ? frameWidth == width && frameHeight == height
                : start == FILE_HEADER_BYTES && frameWidth > 0 && frameHeight > 0;
        require(!hasPicture && isInPlace);
        hasPicture = true;
        width = frameWidth;
        height = frameHeight;
    }

    private Picture picture() {
        if (!orientation.isAsStored()) {
            byte[] tiff = orientation.toTiff();
            kept.put(ByteBuffer.allocate(CHUNK_HEADER_BYTES + tiff.length).order(ByteOrder.LITTLE_ENDIAN)
                    .put("EXIF".getBytes(ISO_8859_1)).putInt(tiff.length).put(tiff).array());
        }
        // This is always a copy of the file, because the header was inserted.
        ByteBuffer cleaned = ByteBuffer.wrap(kept.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        cleaned.putInt(4, cleaned.limit() - CHUNK_HEADER_BYTES);
        if (isExtended) {
            int newFlags = flags & HAS_ALPHA | (hasProfile ? HAS_PROFILE : 0)
                    | (orientation.isAsStored() ? 0 : HAS_EXIF);
            cleaned.put(FILE_HEADER_BYTES + CHUNK_HEADER_BYTES, (byte) newFlags);
        }
        return new Picture(PictureFormat.WEBP, width, height, cleaned.array());
    }

    private long length(int start) {
        return bytes.u32(start + 4);
    }

    private int u24(int at) {
        return bytes.u16(at) | bytes.u8(at + 2) << 16;
    }
}
