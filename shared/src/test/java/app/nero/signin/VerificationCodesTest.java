package app.nero.signin;

import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
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
