package app.nero.http;

import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
class IdempotencyKeysTest {

    @Nested
    class InMemory extends IdempotencyKeysContract {

        private final IdempotencyKeys keys = new InMemoryIdempotencyKeys();

        @Override
        protected IdempotencyKeys keys() {
            return keys;
        }
    }

    @Nested
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends IdempotencyKeysContract {

        private final IdempotencyKeys keys = new MongoIdempotencyKeys(ConfiguredMongo.connection());

        @Override
        protected IdempotencyKeys keys() {
            return keys;
        }
    }
}
