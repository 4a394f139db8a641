package app.nero.character;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.character.CreateCharacter.Result;
import app.nero.character.CreateCharacter.Source;
import app.nero.kernel.Deadline;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.UnavailableException;
import app.nero.picture.GrantUploads;
import app.nero.picture.ImageStore;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.testing.Faults;
import app.nero.testing.Interleaving;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CreateCharacterTest {

    private static final PersonName NAME = new PersonName("سارا");
    private static final int MEGAPIXELS = 48;
    private static final int PIXELS = MEGAPIXELS * 1_000_000;

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final InMemoryCharacters characters = new InMemoryCharacters();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final CreateCharacter createCharacter = new CreateCharacter(characters, uploads, store, MEGAPIXELS, random,
            clock);
    private final Faults faults = new Faults();
    private final CreateCharacter faulty = new CreateCharacter(faults.in(Characters.class, characters), uploads, store,
            MEGAPIXELS, random, clock);
    private final DeleteCharacter deleteCharacter = new DeleteCharacter(characters, store, clock);
    private final GrantUploads grantUploads = new GrantUploads(uploads, store, new InMemoryThrottles(),
            Limit.parse("100/PT1H"), random, clock);
    private final Id user = Some.id();

    @Test
    void createsACharacterFromFilesInOrder() {
        UserCharacter character = created(fromFiles());

        assertEquals(List.of(character), characters.list(user));
        assertEquals(3, character.images().size());
        for (CharacterImage image : character.images()) {
            assertEquals(Optional.of(image.url()), store.find(image.publicId()).map(StoredPicture::url));
            assertTrue(image.publicId().value().contains(user.value()));
        }
    }

    @Test
    void createsACharacterFromUploadsInOrder() {
        List<UploadReceipt> receipts = uploaded(user);

        UserCharacter character = created(fromUploads(receipts));

        assertEquals(names(receipts), character.images().stream().map(CharacterImage::publicId).toList());
        assertEquals(List.of(character), characters.list(user));
    }

    @Test
    void limitsAUserToTwentyCharactersAndStoresNoMorePictures() {
        for (int i = 0; i < UserCharacter.MAX_PER_USER; i++) {
            created(fromFiles());
        }
        Set<PublicId> stored = store.publicIds();

        assertEquals(new Result.QuotaReached(), fromFiles());
        assertEquals(stored, store.publicIds());
    }

    @Test
    void releasesUploadsIfTheQuotaIsReached() {
        List<UploadReceipt> receipts = uploaded(user);
        for (int i = 0; i < UserCharacter.MAX_PER_USER; i++) {
            created(fromFiles());
        }

        assertEquals(new Result.QuotaReached(), fromUploads(receipts));
        deleteCharacter.delete(user, characters.list(user).getFirst().id());
        created(fromUploads(receipts));
    }

    @Test
    void refusesAnUploadThatIsUsedTwice() {
        List<UploadReceipt> receipts = uploaded(user);

        assertEquals(new Result.NotUsable(), fromUploads(List.of(receipts.get(0), receipts.get(1), receipts.get(0))));
        created(fromUploads(receipts));
        assertEquals(new Result.NotUsable(), fromUploads(receipts));
    }

    @Test
    void refusesAnotherUsersUpload() {
        assertEquals(new Result.NotUsable(), fromUploads(uploaded(Some.id())));
        assertEquals(List.of(), characters.list(user));
    }

    /** The upload is granted to the caller, but under the name of another user's picture. */
    @Test
    void refusesAnotherUsersPictureInTheCallersUpload() {
        List<UploadReceipt> receipts = uploaded(user, Some.id());

        assertEquals(new Result.NotUsable(), fromUploads(receipts));
    }

    @Test
    void refusesAForgedReceipt() {
        List<UploadReceipt> receipts = new ArrayList<>(uploaded(user));
        receipts.set(1, new UploadReceipt(receipts.get(1).publicId(), "1", "0".repeat(64)));

        assertEquals(new Result.NotUsable(), fromUploads(receipts));
    }

    @Test
    void reportsAFaultyUploadAndKeepsAllUploadsUsable() {
        List<UploadReceipt> receipts = uploaded(user);
        StoredPicture good = store.find(receipts.get(1).publicId()).orElseThrow();

        assertEquals(new Result.BadUpload(1, new UploadFault.NotAPicture()),
                with(receipts, Optional.empty(), 100, 4, 3));
        assertEquals(new Result.BadUpload(1, new UploadFault.TooLarge()),
                with(receipts, good.format(), Picture.MAX_BYTES + 1, 4, 3));
        assertEquals(new Result.BadUpload(1, new UploadFault.TooManyPixels(MEGAPIXELS)),
                with(receipts, good.format(), 100, 1, PIXELS + 1));
        store.remove(receipts.get(1).publicId());
        assertEquals(new Result.BadUpload(1, new UploadFault.Missing()), fromUploads(receipts));
        assertEquals(0, characters.size());
        assertInstanceOf(Result.Created.class, with(receipts, good.format(), Picture.MAX_BYTES, 1, PIXELS));
    }

    @Test
    void doesNotCountACharacterIfTheStoreFails() {
        for (int i = 1; i < UserCharacter.MAX_PER_USER; i++) {
            created(fromFiles());
        }

        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        assertThrows(UnavailableException.class, this::fromFiles);
        store.recover();

        created(fromFiles());
    }

    @Test
    void releasesUploadsIfTheStoreFails() {
        List<UploadReceipt> receipts = uploaded(user);

        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        assertThrows(UnavailableException.class, () -> fromUploads(receipts));
        store.recover();

        assertEquals(0, characters.size());
        created(fromUploads(receipts));
    }

    @Test
    void releasesUploadsIfTheDraftCannotBeSaved() {
        List<UploadReceipt> receipts = uploaded(user);
        faults.at(1, Faults.Kind.BEFORE);

        assertThrows(UnavailableException.class,
                () -> faulty.create(user, Some.id(), NAME, new Source.Uploaded(receipts)));

        assertTrue(faults.end());
        created(fromUploads(receipts));
    }

    @Test
    void throwsTheFirstFailureIfTheDraftCannotBeAbandonedEither() {
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        faults.at(2, Faults.Kind.BEFORE);

        UnavailableException failure = assertThrows(UnavailableException.class,
                () -> faulty.create(user, Some.id(), NAME, files()));

        assertTrue(faults.end());
        assertEquals(UnavailableException.Service.STORAGE, failure.service());
    }

    /** Otherwise nothing could be undone after a store that is too slow. */
    @Test
    void leavesASecondForTheDatabaseAfterTheStore() {
        List<UploadReceipt> receipts = uploaded(user);
        List<Duration> left = Collections.synchronizedList(new ArrayList<>());
        ImageStore watched = (ImageStore) Proxy.newProxyInstance(ImageStore.class.getClassLoader(),
                new Class<?>[]{ImageStore.class}, (_, method, arguments) -> {
                    if (List.of("put", "find").contains(method.getName())) {
                        left.add(Deadline.remaining(Duration.ofDays(1)));
                    }
                    return method.invoke(store, arguments);
                });
        CreateCharacter create = new CreateCharacter(characters, uploads, watched, MEGAPIXELS, random, clock);

        Deadline.within(Duration.ofMinutes(1), () -> List.of(create.create(user, Some.id(), NAME, files()),
                create.create(user, Some.id(), NAME, new Source.Uploaded(receipts))));

        assertEquals(6, left.size());
        assertTrue(left.stream().allMatch(time -> time.compareTo(Duration.ofSeconds(59)) <= 0), left::toString);
    }

    @Test
    void createsOneCharacterIfTwoCallsWithOneIdOvertakeEachOther() {
        boolean isReached = true;
        for (int stop = 0; isReached; stop++) {
            Id id = Some.id();
            Interleaving interleaving = new Interleaving();
            CreateCharacter slow = new CreateCharacter(interleaving.in(Characters.class, characters), uploads, store,
                    MEGAPIXELS, random, clock);
            List<Result> results = new ArrayList<>();

            isReached = interleaving.interrupt(stop, () -> results.add(slow.create(user, id, NAME, files())),
                    () -> results.add(createCharacter.create(user, id, NAME, files())));

            UserCharacter character = characters.find(user, id).orElseThrow();
            assertEquals(List.of(new Result.Created(character), new Result.Created(character)), results);
        }
        assertEquals(characters.publicIds(), store.publicIds());
    }

    /** A repetition that comes when the sweep may have taken the draft. */
    @Test
    void createsNothingWhileThePicturesOfAnEarlierCallAreRemoved() {
        Id id = Some.id();
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        assertThrows(UnavailableException.class, () -> createCharacter.create(user, id, NAME, files()));
        store.recover();
        clock.advance(ImageStore.SETTLE_TIME);

        assertThrows(UnavailableException.class, () -> createCharacter.create(user, id, NAME, files()));

        assertEquals(List.of(), characters.list(user));
    }

    @Test
    void removesThePicturesIfTheAccountIsErasedDuringCreationFromFiles() {
        eraseAccountAtCall(2);

        assertEquals(new Result.AccountErased(), fromFiles());
        assertEquals(Set.of(), store.publicIds());
        assertEquals(0, characters.size());
    }

    @Test
    void removesThePicturesIfTheAccountIsErasedDuringCreationFromUploads() {
        List<UploadReceipt> receipts = uploaded(user);
        eraseAccountAtCall(2);

        assertEquals(new Result.AccountErased(), fromUploads(receipts));
        assertEquals(Set.of(), store.publicIds());
        assertEquals(0, characters.size());
    }

    @Test
    void leavesThePicturesOfAnErasedAccountToTheSweepIfTheStoreFails() {
        store.failing(InMemoryImageStore.Fault.BEFORE, call -> {
            characters.erase(user);
            return call > 3;
        });

        assertEquals(new Result.AccountErased(), fromFiles());
        assertEquals(store.publicIds(), characters.publicIds());
        assertEquals(3, store.publicIds().size());
    }

    @Test
    void deletesOnlyTheCallersCharacterAndItsPictures() {
        UserCharacter character = created(fromFiles());

        assertFalse(deleteCharacter.delete(Some.id(), character.id()));
        assertEquals(List.of(character), characters.list(user));
        assertTrue(deleteCharacter.delete(user, character.id()));

        assertEquals(Set.of(), store.publicIds());
        assertEquals(0, characters.size());
        assertFalse(deleteCharacter.delete(user, character.id()));
    }

    @Test
    void limitsGrantsAndLetsThemExpireAfterAnHour() {
        for (int i = 0; i < 100; i++) {
            assertEquals(clock.instant().plus(Duration.ofHours(1)),
                    assertInstanceOf(GrantUploads.Result.Granted.class, grant(user, user)).expiresAt());
        }

        assertEquals(new GrantUploads.Result.TooMany(Duration.ofHours(1)), grant(user, user));
        assertInstanceOf(GrantUploads.Result.Granted.class, grant(Some.id(), user));
    }

    /** @param nth the call to the store during which the account is erased */
    private void eraseAccountAtCall(int nth) {
        store.failing(InMemoryImageStore.Fault.BEFORE, call -> {
            if (call == nth) {
                characters.erase(user);
            }
            return false;
        });
    }

    private Result fromFiles() {
        return createCharacter.create(user, Some.id(), NAME, files());
    }

    private static Source files() {
        return new Source.Files(Stream.generate(CreateCharacterTest::picture).limit(3).toList());
    }

    private Result fromUploads(List<UploadReceipt> receipts) {
        return createCharacter.create(user, Some.id(), NAME, new Source.Uploaded(receipts));
    }

    /** Gives the second upload these properties. */
    private Result with(List<UploadReceipt> receipts, Optional<PictureFormat> format, long bytes, int width,
            int height) {
        store.add(new StoredPicture(receipts.get(1).publicId(), "https://pictures.example/x", format, bytes, width,
                height));
        return fromUploads(receipts);
    }

    private List<UploadReceipt> uploaded(Id owner) {
        return uploaded(owner, owner);
    }

    private List<UploadReceipt> uploaded(Id granted, Id named) {
        List<SignedUpload> signed = assertInstanceOf(GrantUploads.Result.Granted.class, grant(granted, named))
                .uploads();
        return signed.stream().map(upload -> store.upload(upload, picture())).toList();
    }

    private GrantUploads.Result grant(Id granted, Id named) {
        return grantUploads.grant(granted, 3, id -> PublicId.ofCharacter(named, id));
    }

    private static UserCharacter created(Result result) {
        return assertInstanceOf(Result.Created.class, result).character();
    }

    private static List<PublicId> names(List<UploadReceipt> receipts) {
        return receipts.stream().map(UploadReceipt::publicId).toList();
    }

    private static Picture picture() {
        return new Picture(PictureFormat.PNG, 2, 3, new byte[]{1});
    }
}
