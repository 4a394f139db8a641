package app.nero.picture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Collects the parts of a file to keep, in order, and new bytes to insert between them. Copies them once, at the end. */
final class KeptParts {

    private final byte[] file;
    private final ByteArrayOutputStream put = new ByteArrayOutputStream();

    /** Start and end of each part. Offsets from the file's length on refer to the inserted bytes. */
    private int[] bounds = new int[32];
    private int used;
    private int size;

    KeptParts(byte[] file) {
        this.file = file;
    }

    void keep(int from, int to) {
        size += to - from;
        if (used > 0 && bounds[used - 1] == from && from != file.length) {
            bounds[used - 1] = to;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        bounds[used++] = from;
        bounds[used++] = to;
    }

    void put(byte[] bytes) {
        int from = file.length + put.size();
        put.writeBytes(bytes);
        keep(from, from + bytes.length);
    }

    /** Returns the original array, not a copy, if the whole file is kept. */
    byte[] bytes() {
        if (used == 2 && size == file.length && bounds[0] == 0) {
            return file;
        }
        byte[] added = put.toByteArray();
        byte[] bytes = new byte[size];
        int filled = 0;
        for (int i = 0; i < used; i += 2) {
            int from = bounds[i];
            int length = bounds[i + 1] - from;
            if (from < file.length) {
                System.arraycopy(file, from, bytes, filled, length);
            } else {
                System.arraycopy(added, from - file.length, bytes, filled, length);
            }
            filled += length;
        }
        return bytes;
    }
}
