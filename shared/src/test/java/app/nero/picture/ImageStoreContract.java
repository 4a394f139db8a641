package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that every implementation of {@link ImageStore} must pass. */
public abstract class ImageStoreContract {

    protected abstract ImageStore store();

    /** Uploads a picture as a client does, and returns the store's response. */
    protected abstract UploadReceipt upload(SignedUpload signed, Picture picture) throws Exception;

    /** Reads the file at a public address. */
    protected abstract Optional<byte[]> see(String url) throws Exception;

    @ParameterizedTest
    @EnumSource
    void storesAPicture(PictureFormat format) throws Exception {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
        Picture picture = Some.picture(format, 12, 7);

        StoredPicture stored = store().put(id, picture);

        assertEquals(new StoredPicture(id, stored.url(), Optional.of(format), picture.bytes().length, 12, 7), stored);
        assertEquals(Optional.of(stored), store().find(id));
        assertArrayEquals(picture.bytes(), see(stored.url()).orElseThrow());
    }

    @Test
    void replacesAPictureAtANewAddress() throws Exception {
        PublicId id = PublicId.ofTemplate(Some.id());
        StoredPicture first = store().put(id, Some.picture(PictureFormat.PNG, 12, 7));
        Picture picture = Some.picture(PictureFormat.JPEG, 8, 9);

        StoredPicture second = store().put(id, picture);

        assertFalse(second.url().equals(first.url()));
        assertEquals(Optional.of(second), store().find(id));
        assertArrayEquals(picture.bytes(), see(second.url()).orElseThrow());
    }

    @Test
    void storesPicturesConcurrently() {
        List<PublicId> ids = Race.of(10, _ -> () -> {
            PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
            return store().put(id, Some.picture()).publicId();
        });

        ids.forEach(id -> assertEquals(Optional.of(id), store().find(id).map(StoredPicture::publicId)));
    }

    @Test
    void removesOnlyTheGivenPicture() throws Exception {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
        StoredPicture stored = store().put(id, Some.picture());
        StoredPicture other = store().put(PublicId.ofCharacter(Some.id(), Some.id()), Some.picture());

        store().remove(id);

        assertEquals(Optional.empty(), store().find(id));
        assertTrue(see(stored.url()).isEmpty());
        assertEquals(Optional.of(other), store().find(other.publicId()));
    }

    @Test
    void removesAPictureThatDoesNotExist() {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());

        store().remove(id);

        assertEquals(Optional.empty(), store().find(id));
    }

    @Test
    void letsAClientUploadAPicture() throws Exception {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
        SignedUpload signed = store().sign(id, Instant.now());

        UploadReceipt receipt = upload(signed, Some.picture(PictureFormat.PNG, 12, 7));

        StoredPicture stored = store().find(id).orElseThrow();
        assertEquals(id, signed.publicId());
        assertEquals(id, receipt.publicId());
        assertTrue(store().isGenuine(receipt));
        assertEquals(List.of(12, 7), List.of(stored.width(), stored.height()));
        assertEquals(Optional.of(PictureFormat.PNG), stored.format());
        assertEquals(stored.bytes(), see(stored.url()).orElseThrow().length);
    }

    @Test
    void doesNotLetAClientReplaceAPicture() throws Exception {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
        SignedUpload signed = store().sign(id, Instant.now());
        upload(signed, Some.picture(PictureFormat.PNG, 12, 7));
        Optional<StoredPicture> first = store().find(id);

        upload(signed, Some.picture(PictureFormat.PNG, 8, 9));

        assertEquals(first, store().find(id));
    }

    @Test
    void refusesForgedReceipts() throws Exception {
        PublicId id = PublicId.ofCharacter(Some.id(), Some.id());
        UploadReceipt receipt = upload(store().sign(id, Instant.now()), Some.picture());
        PublicId other = PublicId.ofCharacter(Some.id(), Some.id());

        List<UploadReceipt> forged = List.of(new UploadReceipt(other, receipt.version(), receipt.signature()),
                new UploadReceipt(id, receipt.version() + "0", receipt.signature()),
                new UploadReceipt(id, receipt.version(), receipt.signature().substring(1)),
                new UploadReceipt(id, receipt.version(), "0".repeat(receipt.signature().length())),
                new UploadReceipt(id, receipt.version(), ""));

        forged.forEach(forgery -> assertFalse(store().isGenuine(forgery), forgery.toString()));
    }
}
