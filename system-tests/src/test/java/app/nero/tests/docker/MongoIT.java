package app.nero.tests.docker;

import app.nero.tests.mongo.MongoContracts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.mongodb.MongoDBContainer;

/** Runs the contracts on a MongoDB server in a container, a replica set with one member. */
@Tag("docker")
class MongoIT extends MongoContracts {

    private static final String IMAGE = "mongo:8.0.15";

    private static MongoDBContainer server;

    @BeforeAll
    static void start() {
        Docker.assumeAvailable(MongoIT.class);
        server = new MongoDBContainer(IMAGE).withReplicaSet();
        server.start();
        connect(server.getReplicaSetUrl("nero"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            disconnect();
            server.stop();
        }
    }
}
