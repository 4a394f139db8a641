package app.nero.signin;

import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** {@code MongoContracts} in {@code system-tests} runs the same contract on the embedded server. */
class VerificationCodesTest {

    @Nested
    class InMemory extends VerificationCodesContract {

        private final VerificationCodes codes = new InMemoryVerificationCodes();

        @Override
        protected VerificationCodes codes() {
            return codes;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends VerificationCodesContract {

        private final VerificationCodes codes = new MongoVerificationCodes(ConfiguredMongo.connection());

        @Override
        protected VerificationCodes codes() {
            return codes;
        }
    }
}
