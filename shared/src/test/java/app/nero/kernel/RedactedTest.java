package app.nero.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedactedTest {

    @Test
    void tellsOfABugWhatAndWhereButNoText() {
        Exception bug = new IllegalArgumentException("canary", new IOException("canary"));

        IllegalStateException told = Redacted.copy(bug);

        assertEquals("java.lang.IllegalArgumentException", told.getMessage());
        assertNull(told.getCause());
        assertArrayEquals(bug.getStackTrace(), told.getStackTrace());
    }
}
