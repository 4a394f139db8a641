package app.nero.tests.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.generation.replicate.ReplicateServer;
import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.picture.SomePictures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Generates images over HTTP with Replicate, which sends no webhook. Only its token switches it on. */
class ReplicateHttpTest {

    private static ReplicateServer replicate;
    private static LocalNero nero;
    private static ApiClient api;

    private final Person person = new Person(api);

    @BeforeAll
    static void start() throws IOException {
        replicate = new ReplicateServer(SomePictures.png(6, 4, 1));
        nero = RunningNero.start(Map.of("REPLICATE_API_TOKEN", Canaries.note(ReplicateServer.TOKEN),
                "REPLICATE_BASE_URL", replicate.uri().toString()));
        api = new ApiClient(nero);
    }

    @AfterAll
    static void stop() throws IOException {
        nero.close();
        replicate.close();
    }

    @Test
    void listsWhatTheModelCanDo() {
        JsonNode engines = api.get("/engines", person.token()).data().get("engines");

        assertEquals("standard Replicate", engines.at("/0/id").asText() + " " + engines.at("/0/name").asText());
        assertEquals("[\"1K\",\"2K\"]", engines.at("/0/sizes").toString());
        assertEquals(1, engines.size());
    }

    @Test
    void deliversAnImageByPollingAlone() {
        int jobs = replicate.received("POST ").size();
        replicate.readyAfter(1);

        JsonNode done = person.generate("standard");

        assertEquals("succeeded", done.get("status").asText(), done::toString);
        assertEquals(6, done.at("/image/width").asInt());
        assertEquals(2, person.balance());
        assertEquals(jobs + 1, replicate.received("POST ").size());
    }

    @Test
    void refundsAJobThatReplicateBlocks() throws IOException {
        replicate.telling(ReplicateServer.fails("The output was flagged as sensitive. (E005)"));
        try {
            JsonNode failed = person.generate("standard");

            assertEquals("failed", failed.get("status").asText(), failed::toString);
            assertEquals("CONTENT_BLOCKED", failed.at("/error/code").asText());
            assertEquals(3, person.balance());
        } finally {
            replicate.recover();
        }
    }
}
