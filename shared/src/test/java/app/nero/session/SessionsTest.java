package app.nero.session;

import app.nero.session.mongo.MongoSessions;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class SessionsTest {

    @Nested
    class InMemory extends SessionsContract {

        private final Sessions sessions = new InMemorySessions();

        @Override
        protected Sessions sessions() {
            return sessions;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends SessionsContract {

        private final Sessions sessions = new MongoSessions(ConfiguredMongo.connection());

        @Override
        protected Sessions sessions() {
            return sessions;
        }
    }
}
