package app.nero.character;

import app.nero.character.mongo.MongoCharacters;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
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
    @NeedsMongo
    class OnAConfiguredServer extends CharactersContract {

        private final Characters characters = new MongoCharacters(ConfiguredMongo.connection());

        @Override
        protected Characters characters() {
            return characters;
        }
    }
}
