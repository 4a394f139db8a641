package app.nero.infrastructure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TextlessTest {

    @Test
    void tellsOfABugWhatAndWhereButNoText() {
        Exception bug = new IllegalArgumentException("canary", new IOException("canary"));

        IllegalStateException told = Textless.copy(bug);

        assertEquals("java.lang.IllegalArgumentException", told.getMessage());
        assertNull(told.getCause());
        assertArrayEquals(bug.getStackTrace(), told.getStackTrace());
    }
}
