package app.nero.signin;

import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.testing.ConfiguredMongo;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

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
    @EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no server")
    class OnAConfiguredServer extends VerificationCodesContract {

        private final VerificationCodes codes = new MongoVerificationCodes(ConfiguredMongo.connection());

        @Override
        protected VerificationCodes codes() {
            return codes;
        }
    }
}
