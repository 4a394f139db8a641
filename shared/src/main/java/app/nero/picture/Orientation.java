package app.nero.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How to rotate or mirror a stored picture for display: EXIF tag 0x0112, 1 to 8 (Exif 2.32, 4.6.4). It is the only EXIF
 * tag that is kept, because it is the only one that changes how the picture looks.
 */
record Orientation(int value) {

    static final Orientation AS_STORED = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;

    /** Reads the TIFF structure of EXIF data. Returns {@link #AS_STORED} if it is malformed or has no orientation. */
    static Orientation parse(byte[] file, int from, int to) {
        ByteBuffer tiff = ByteBuffer.wrap(file, from, to - from).slice();
        if (tiff.limit() < HEADER_BYTES) {
            return AS_STORED;
        }
        switch (tiff.getInt(0)) {
            case 0x4d4d_002a -> tiff.order(ByteOrder.BIG_ENDIAN);
            case 0x4949_2a00 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
            default -> {
                return AS_STORED;
            }
        }
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory + 2 > tiff.limit()) {
            return AS_STORED;
        }
        int first = (int) directory + 2;
        int entries = Math.min(Short.toUnsignedInt(tiff.getShort(first - 2)), (tiff.limit() - first) / ENTRY_BYTES);
        for (int i = 0; i < entries; i++) {
            int entry = first + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                int value = tiff.getShort(entry + 8);
                boolean isOneShort = tiff.getShort(entry + 2) == SHORT && tiff.getInt(entry + 4) == 1;
                return isOneShort && value >= 1 && value <= 8 ? new Orientation(value) : AS_STORED;
            }
        }
        return AS_STORED;
    }

    boolean isAsStored() {
        return value == 1;
    }

    /** A TIFF structure with this tag only. */
    byte[] toTiff() {
        return ByteBuffer.allocate(HEADER_BYTES + 2 + ENTRY_BYTES + 4).putInt(0x4d4d_002a).putInt(HEADER_BYTES)
                .putShort((short) 1).putShort((short) TAG).putShort((short) SHORT).putInt(1).putShort((short) value)
                .array();
    }
}
