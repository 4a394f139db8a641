package app.nero.generation;

import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code system-tests} runs the same contract on the embedded server. */
class EngineSwitchesTest {

    @Nested
    class InMemory extends EngineSwitchesContract {

        private final EngineSwitches switches = new InMemoryEngineSwitches();

        @Override
        protected EngineSwitches switches() {
            return switches;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends EngineSwitchesContract {

        private final EngineSwitches switches = new MongoEngineSwitches(ConfiguredMongo.connection());

        @Override
        protected EngineSwitches switches() {
            return switches;
        }
    }
}
