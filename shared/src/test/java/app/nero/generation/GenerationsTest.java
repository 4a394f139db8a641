package app.nero.generation;

import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.mongo.Owner;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.testing.Some;
import java.time.Instant;
import org.junit.jupiter.api.Nested;

/** The contract on the fake and on MongoDB. The module {@code system-tests} runs it on the embedded server. */
class GenerationsTest {

    @Nested
    class InMemory extends GenerationsContract {

        private final InMemoryGenerations generations = new InMemoryGenerations();

        @Override
        protected Generations generations() {
            return generations;
        }

        @Override
        protected void erase(Id userId, Instant now) {
            generations.erase(userId, now);
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends GenerationsContract {

        private final Generations generations = new MongoGenerations(ConfiguredMongo.connection());

        @Override
        protected Generations generations() {
            return generations;
        }

        @Override
        protected void erase(Id userId, Instant now) {
            MongoGenerations.collection().erase(ConfiguredMongo.connection(),
                    new Owner(userId, Some.phoneNumber(), now));
        }
    }
}
