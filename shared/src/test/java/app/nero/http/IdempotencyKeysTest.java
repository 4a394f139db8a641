package app.nero.http;

import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
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
    @NeedsMongo
    class OnAConfiguredServer extends IdempotencyKeysContract {

        private final IdempotencyKeys keys = new MongoIdempotencyKeys(ConfiguredMongo.connection());

        @Override
        protected IdempotencyKeys keys() {
            return keys;
        }
    }
}
