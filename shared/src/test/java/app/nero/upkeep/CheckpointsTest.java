package app.nero.upkeep;

import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.upkeep.mongo.MongoCheckpoints;
import org.junit.jupiter.api.Nested;

/** The module {@code system-tests} runs the same contract on the embedded server. */
class CheckpointsTest {

    @Nested
    class InMemory extends CheckpointsContract {

        private final Checkpoints checkpoints = new InMemoryCheckpoints();

        @Override
        protected Checkpoints checkpoints() {
            return checkpoints;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends CheckpointsContract {

        private final Checkpoints checkpoints = new MongoCheckpoints(ConfiguredMongo.connection());

        @Override
        protected Checkpoints checkpoints() {
            return checkpoints;
        }
    }
}
