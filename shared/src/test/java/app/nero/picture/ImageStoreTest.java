package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.UnavailableException;
import app.nero.picture.InMemoryImageStore.Fault;
import app.nero.testing.Some;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The module {@code local} runs the same contract on the Cloudinary adapter and a local stand-in. */
class ImageStoreTest {

    @Nested
    class InMemory extends ImageStoreContract {

        private final InMemoryImageStore store = new InMemoryImageStore();

        @Override
        protected ImageStore store() {
            return store;
        }

        @Override
        protected UploadReceipt upload(SignedUpload signed, Picture picture) {
            return store.upload(signed, picture);
        }

        @Override
        protected Optional<byte[]> see(String url) {
            return store.see(url).map(Picture::bytes);
        }

        @Test
        void failsAsConfigured() {
            PublicId one = PublicId.ofTemplate(Some.id());
            PublicId two = PublicId.ofTemplate(Some.id());
            PublicId three = PublicId.ofTemplate(Some.id());

            store.failing(Fault.BEFORE, call -> call == 2);
            store.put(one, Some.picture());
            assertThrows(UnavailableException.class, () -> store.put(two, Some.picture()));
            store.failing(Fault.AFTER, _ -> true);
            assertThrows(UnavailableException.class, () -> store.put(three, Some.picture()));
            store.recover();
            store.find(one);

            assertEquals(Set.of(one, three), store.publicIds());
            assertEquals(List.of("put " + one, "put " + two, "put " + three, "find " + one), store.calls());
        }
    }
}
