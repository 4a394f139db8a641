package app.nero.character;

import app.nero.character.mongo.MongoCharacters;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
class CharactersTest {

    @Nested
    class InMemory extends CharactersContract {

        private final Characters characters = new InMemoryCharacters();

        @Override
        protected Characters characters() {
            return characters;
        }
    }

    @Nested
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends CharactersContract {

        private final Characters characters = new MongoCharacters(ConfiguredMongo.connection());

        @Override
        protected Characters characters() {
            return characters;
        }
    }
}
