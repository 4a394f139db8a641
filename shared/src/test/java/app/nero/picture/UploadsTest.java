package app.nero.picture;

import app.nero.picture.mongo.MongoUploads;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
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
