package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedactedTest {

    @Test
    void keepsTypeAndStackTraceButNoMessage() {
        Exception bug = new IllegalArgumentException("canary", new IOException("canary"));

        IllegalStateException copy = Redacted.copy(bug);

        assertEquals("java.lang.IllegalArgumentException", copy.getMessage());
        assertNull(copy.getCause());
        assertArrayEquals(bug.getStackTrace(), copy.getStackTrace());
    }
}
