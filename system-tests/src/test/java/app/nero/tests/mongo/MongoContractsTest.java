package app.nero.tests.mongo;

import app.nero.local.standin.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contracts on the embedded server. */
class MongoContractsTest extends MongoContracts {

    private static EmbeddedMongo server;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = EmbeddedMongo.start(data, Clock.systemUTC());
        connect(server.uri());
    }

    @AfterAll
    static void stop() {
        disconnect();
        server.close();
    }
}
