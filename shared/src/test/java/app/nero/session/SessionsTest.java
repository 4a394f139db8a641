package app.nero.session;

import app.nero.session.mongo.MongoSessions;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
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
