package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import org.junit.jupiter.api.Test;

class JobHintTest {

    @Test
    void carriesTheIdOfTheGenerationAlone() {
        Id id = new Id("0123456789abcdef01234567");

        assertEquals(new JobHint(id, id), JobHint.ofUnknownUser(id));
        assertEquals("{\"version\":1,\"id\":\"0123456789abcdef01234567\"}", JobHint.ofUnknownUser(id).message());
    }
}
