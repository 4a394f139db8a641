package app.nero.picture;

import app.nero.picture.mongo.MongoUploads;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
class UploadsTest {

    @Nested
    class InMemory extends UploadsContract {

        private final Uploads uploads = new InMemoryUploads();

        @Override
        protected Uploads uploads() {
            return uploads;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends UploadsContract {

        private final Uploads uploads = new MongoUploads(ConfiguredMongo.connection());

        @Override
        protected Uploads uploads() {
            return uploads;
        }
    }
}
