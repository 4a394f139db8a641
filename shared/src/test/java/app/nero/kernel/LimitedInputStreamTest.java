package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.LimitedInputStream.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedInputStreamTest {

    private static final byte[] BYTES = {0, 1, 2};

    @Test
    void readsAsMuchAsTheLimit() throws IOException {
        assertArrayEquals(BYTES, limited(3).readAllBytes());
    }

    @Test
    void readsSingleBytesAsFarAsTheLimit() throws IOException {
        LimitedInputStream limited = limited(3);

        for (int expected : new int[]{0, 1, 2, -1, -1}) {
            assertEquals(expected, limited.read());
        }
    }

    @Test
    void failsIfThereIsMore() throws IOException {
        assertThrows(TooLargeException.class, limited(2)::readAllBytes);

        LimitedInputStream limited = limited(2);
        assertEquals(0, limited.read());
        assertEquals(1, limited.read());
        assertThrows(TooLargeException.class, limited::read);
    }

    private static LimitedInputStream limited(long limit) {
        return new LimitedInputStream(new ByteArrayInputStream(BYTES), limit);
    }
}
