package app.nero.account;

import app.nero.account.mongo.MongoUsers;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class UsersTest {

    @Nested
    class InMemory extends UsersContract {

        private final Users users = new InMemoryUsers();

        @Override
        protected Users users() {
            return users;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends UsersContract {

        private final Users users = new MongoUsers(ConfiguredMongo.connection());

        @Override
        protected Users users() {
            return users;
        }
    }
}
