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

/** The real adapter runs the same contract beside its stand-in, in the module {@code local}. */
class ImageStoreTest {

    @Nested
    class InMemory extends ImageStoreContract {

        private final InMemoryImageStore store = new InMemoryImageStore();

        @Override
        protected ImageStore store() {
            return store;
        }

        @Override
        protected UploadReceipt upload(SignedUpload leave, Picture picture) {
            return store.upload(leave, picture);
        }

        @Override
        protected Optional<byte[]> see(String url) {
            return store.see(url).map(Picture::bytes);
        }

        @Test
        void failsAsItIsTold() {
            PublicId one = PublicId.ofTemplate(Some.id());
            PublicId two = PublicId.ofTemplate(Some.id());
            PublicId three = PublicId.ofTemplate(Some.id());

            store.failing(Fault.BEFORE_IT_TOOK_EFFECT, call -> call == 2);
            store.put(one, Some.picture());
            assertThrows(UnavailableException.class, () -> store.put(two, Some.picture()));
            store.failing(Fault.AFTER_IT_TOOK_EFFECT, _ -> true);
            assertThrows(UnavailableException.class, () -> store.put(three, Some.picture()));
            store.recovers();
            store.find(one);

            assertEquals(Set.of(one, three), store.publicIds());
            assertEquals(List.of("put " + one, "put " + two, "put " + three, "find " + one), store.calls());
        }
    }
}
