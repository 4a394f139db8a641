package app.nero.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads numbers and names from a file. Callers check that they lie within the file. */
final class FileBytes {

    private final byte[] file;
    private final ByteBuffer numbers;

    FileBytes(byte[] file, ByteOrder order) {
        this.file = file;
        this.numbers = ByteBuffer.wrap(file).order(order);
    }

    int u8(int at) {
        return Byte.toUnsignedInt(file[at]);
    }

    int u16(int at) {
        return Short.toUnsignedInt(numbers.getShort(at));
    }

    long u32(int at) {
        return Integer.toUnsignedLong(numbers.getInt(at));
    }

    /** The four-letter name of a chunk. */
    String name(int at) {
        return new String(file, at, 4, ISO_8859_1);
    }

    /** Whether these bytes are at the offset; false if the file ends before. */
    boolean has(byte[] what, int at) {
        return file.length - at >= what.length && Arrays.equals(file, at, at + what.length, what, 0, what.length);
    }
}
