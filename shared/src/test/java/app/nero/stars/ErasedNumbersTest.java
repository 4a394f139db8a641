package app.nero.stars;

import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.testing.Some;
import org.junit.jupiter.api.Nested;

/** The module {@code system-tests} runs the same contract on the embedded server. */
class ErasedNumbersTest {

    @Nested
    class InMemory extends ErasedNumbersContract {

        private final ErasedNumbers numbers = new InMemoryErasedNumbers();

        @Override
        protected ErasedNumbers numbers() {
            return numbers;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends ErasedNumbersContract {

        private final ErasedNumbers numbers = new MongoErasedNumbers(ConfiguredMongo.connection(),
                new NumberHashing(Some.peppers("1")));

        @Override
        protected ErasedNumbers numbers() {
            return numbers;
        }
    }
}
