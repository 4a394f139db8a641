package app.nero.local;

import app.nero.contract.SessionsContract;
import app.nero.contract.ThrottlesContract;
import app.nero.contract.UsersContract;
import app.nero.contract.VerificationCodesContract;
import app.nero.domain.session.Sessions;
import app.nero.domain.signin.VerificationCodes;
import app.nero.domain.throttle.Throttles;
import app.nero.domain.user.Users;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoIndexes;
import app.nero.infrastructure.mongo.MongoSessions;
import app.nero.infrastructure.mongo.MongoThrottles;
import app.nero.infrastructure.mongo.MongoUsers;
import app.nero.infrastructure.mongo.MongoVerificationCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The ports' contracts on the real adapters, through the real driver, on the server that developers run. */
class MongoContractsTest {

    private static EmbeddedMongo server;
    private static MongoConnection connection;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = EmbeddedMongo.start(data, Clock.systemUTC());
        connection = MongoConnection.open(server.uri());
        MongoIndexes.create(connection);
        MongoIndexes.create(connection);
    }

    @AfterAll
    static void stop() {
        connection.close();
        server.close();
    }

    @Nested
    class OfThrottles extends ThrottlesContract {

        @Override
        protected Throttles throttles() {
            return new MongoThrottles(connection);
        }
    }

    @Nested
    class OfVerificationCodes extends VerificationCodesContract {

        @Override
        protected VerificationCodes codes() {
            return new MongoVerificationCodes(connection);
        }
    }

    @Nested
    class OfSessions extends SessionsContract {

        @Override
        protected Sessions sessions() {
            return new MongoSessions(connection);
        }
    }

    @Nested
    class OfUsers extends UsersContract {

        @Override
        protected Users users() {
            return new MongoUsers(connection);
        }
    }
}
