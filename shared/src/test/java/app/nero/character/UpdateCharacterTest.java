package app.nero.character;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.character.CreateCharacter.Source;
import app.nero.character.UpdateCharacter.Result;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.picture.GrantUploads;
import app.nero.picture.ImageStore;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.StoredPicture;
import app.nero.picture.Upload;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.testing.MutableClock;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.upkeep.SweepPictures;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpdateCharacterTest {

    private static final PersonName SARA = new PersonName("سارا");
    private static final PersonName OMID = new PersonName("Omid");

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final InMemoryCharacters characters = new InMemoryCharacters();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final CreateCharacter createCharacter = new CreateCharacter(characters, uploads, store, 25, random, clock);
    private final UpdateCharacter useCase = new UpdateCharacter(characters, uploads, store, 25, clock);
    private final SweepPictures sweepPictures = new SweepPictures(characters, uploads, store, (_, _) -> Use.NONE,
            clock);
    private final GrantUploads grantUploads = new GrantUploads(uploads, store, new InMemoryThrottles(),
            Limit.parse("1000000/PT1H"), random, clock);
    private final Id user = Some.id();
    private final UserCharacter character = create(4);

    @Test
    void renamesACharacter() {
        clock.advance(Duration.ofSeconds(1));

        UserCharacter renamed = updated(new CharacterChange(Optional.of(OMID), List.of(), List.of(),
                Optional.empty()));

        assertEquals(character.with(OMID, character.images(), clock.instant()), renamed);
        assertEquals(Optional.of(renamed), characters.find(user, character.id()));
    }

    @Test
    void addsRemovesAndReordersImages() {
        UploadReceipt upload = upload(user);
        List<Id> ids = ids(character);
        Id added = upload.publicId().imageId();

        UserCharacter changed = updated(new CharacterChange(Optional.empty(), List.of(upload), List.of(ids.get(1)),
                Optional.of(List.of(added, ids.get(3), ids.get(0), ids.get(2)))));

        assertEquals(List.of(added, ids.get(3), ids.get(0), ids.get(2)), ids(changed));
        assertEquals(SARA, changed.name());
        assertEquals(store.find(upload.publicId()).orElseThrow().url(), changed.images().getFirst().url());
    }

    @Test
    void addsImagesAtTheEnd() {
        UploadReceipt upload = upload(user);

        UserCharacter changed = updated(add(upload));

        assertEquals(Stream.concat(character.images().stream().map(CharacterImage::publicId),
                Stream.of(upload.publicId())).toList(),
                changed.images().stream().map(CharacterImage::publicId).toList());
    }

    @Test
    void destroysARemovedImageTwoMinutesLaterAndKeepsTheOthers() {
        UserCharacter changed = updated(remove(ids(character).getFirst()));
        assertEquals(List.of(character.images().getFirst().publicId()),
                uploads.all().stream().map(Upload::publicId).toList());

        sweepPictures.sweep();
        assertEquals(4, store.publicIds().size());
        clock.advance(UpdateCharacter.REMOVAL_DELAY);
        sweepPictures.sweep();
        clock.advance(Duration.ofDays(1));
        sweepPictures.sweep();

        assertEquals(names(changed), store.publicIds());
        assertEquals(0, uploads.size());
    }

    @Test
    void changesNothingWhenItIsRepeated() {
        UploadReceipt upload = upload(user);
        CharacterChange change = new CharacterChange(Optional.of(OMID), List.of(upload),
                List.of(ids(character).getFirst()), Optional.empty());

        UserCharacter changed = updated(change);
        clock.advance(Duration.ofHours(3));

        assertEquals(changed, updated(change));
        sweepPictures.sweep();
        assertEquals(changed, updated(change));
        assertEquals(names(changed), store.publicIds());
    }

    @Test
    void doesNotAddWhatTheSameChangeRemoves() {
        UploadReceipt upload = upload(user);

        assertEquals(character, updated(new CharacterChange(Optional.empty(), List.of(upload),
                List.of(upload.publicId().imageId()), Optional.empty())));
    }

    @Test
    void returnsTheCharacterIfNothingIsToBeChanged() {
        clock.advance(Duration.ofSeconds(1));

        assertEquals(character, updated(new CharacterChange(Optional.empty(), List.of(), List.of(),
                Optional.empty())));
        assertEquals(character, updated(remove(Some.id())));
    }

    @Test
    void keepsThreeToFiveImages() {
        List<Id> ids = ids(character);

        assertEquals(new Result.TooFewImages(), update(remove(ids.get(0), ids.get(1))));
        assertEquals(new Result.TooManyImages(), update(add(upload(user), upload(user))));
        assertEquals(Optional.of(character), characters.find(user, character.id()));
        assertEquals(5, updated(add(upload(user))).images().size());
        assertEquals(3, updated(remove(ids.get(0), ids.get(1))).images().size());
    }

    @Test
    void requiresAnOrderOfAllImages() {
        List<Id> ids = ids(character);

        assertEquals(new Result.WrongOrder(), update(order(ids.subList(0, 3))));
        assertEquals(new Result.WrongOrder(), update(order(List.of(ids.get(0), ids.get(1), ids.get(2), ids.get(2)))));
        assertEquals(new Result.WrongOrder(), update(order(List.of(ids.get(0), ids.get(1), ids.get(2), Some.id()))));
        assertEquals(ids.reversed(), ids(updated(order(ids.reversed()))));
    }

    @Test
    void findsOnlyTheUsersOwnCharacters() {
        Id other = Some.id();

        assertEquals(new Result.NotFound(), useCase.update(other, character.id(), add(upload(other))));
        assertEquals(new Result.NotFound(), useCase.update(user, Some.id(), remove()));
        assertEquals(Optional.of(character), characters.find(user, character.id()));
    }

    @Test
    void refusesUploadsThatTheUserMayNotUse() {
        UploadReceipt upload = upload(user);
        UploadReceipt forged = new UploadReceipt(upload.publicId(), "1", "00");
        UploadReceipt foreign = upload(Some.id());
        UploadReceipt ungranted = store.receipt(PublicId.ofCharacter(user, Some.id()));
        UploadReceipt source = store.receipt(PublicId.ofUpload(user, Some.id()));
        UserCharacter other = create(3);
        UploadReceipt ofAnother = store.receipt(other.images().getFirst().publicId());

        for (UploadReceipt receipt : List.of(forged, foreign, ungranted, source, ofAnother)) {
            assertEquals(new Result.NotUsable(), update(add(receipt)));
        }
        updated(remove(ids(character).getFirst()));
        assertEquals(new Result.NotUsable(), update(add(upload, upload)));
        clock.advance(ImageStore.UPLOAD_TTL);
        assertEquals(new Result.NotUsable(), update(add(upload)));
    }

    @Test
    void refusesAnImageThatWasJustRemoved() {
        UploadReceipt upload = upload(user);
        updated(add(upload));
        updated(remove(upload.publicId().imageId()));

        assertEquals(new Result.NotUsable(), update(add(upload)));
    }

    @Test
    void namesTheFaultyUpload() {
        UserCharacter three = create(3);
        UploadReceipt good = upload(user);
        UploadReceipt missing = store.receipt(grant(user).publicId());
        UploadReceipt text = upload(user);
        store.add(new StoredPicture(text.publicId(), "https://pictures.example/", Optional.empty(), 10, 0, 0));

        assertEquals(new Result.BadUpload(1, new UploadFault.Missing()),
                useCase.update(user, three.id(), add(good, missing)));
        assertEquals(new Result.BadUpload(1, new UploadFault.NotAPicture()),
                useCase.update(user, three.id(), add(good, text)));
        assertEquals(Optional.of(three), characters.find(user, three.id()));
        assertInstanceOf(Result.Updated.class, useCase.update(user, three.id(), add(good)));
    }

    @Test
    void appliesAllOfManyChangesAtOnce() {
        UserCharacter three = create(3);
        List<UploadReceipt> added = List.of(upload(user), upload(user));

        List<Result> results = Race.of(3, i -> () -> useCase.update(user, three.id(), i < 2
                ? add(added.get(i))
                : new CharacterChange(Optional.of(OMID), List.of(), List.of(), Optional.empty())));

        assertTrue(results.stream().allMatch(Result.Updated.class::isInstance), results::toString);
        UserCharacter changed = characters.find(user, three.id()).orElseThrow();
        assertEquals(OMID, changed.name());
        assertEquals(5, changed.images().size());
    }

    @Test
    void neverLeavesTooFewImagesHoweverManyAreRemovedAtOnce() {
        List<Result> results = Race.of(4, i -> () -> update(remove(ids(character).get(i))));

        assertEquals(1, results.stream().filter(Result.Updated.class::isInstance).count());
        assertEquals(3, characters.find(user, character.id()).orElseThrow().images().size());
    }

    @Test
    void givesUpAfterLosingToOtherRequestsFiveTimes() {
        UploadReceipt upload = upload(user);
        AtomicInteger attempts = new AtomicInteger();
        Characters contended = (Characters) Proxy.newProxyInstance(Characters.class.getClassLoader(),
                new Class<?>[]{Characters.class}, (_, method, arguments) -> {
                    if (method.getName().equals("replace")) {
                        attempts.incrementAndGet();
                        UserCharacter now = characters.find(user, character.id()).orElseThrow();
                        characters.replace(now, now.with(OMID, now.images(), clock.instant()));
                    }
                    return method.invoke(characters, arguments);
                });

        assertEquals(new Result.Conflict(), new UpdateCharacter(contended, uploads, store, 25, clock).update(user,
                character.id(), new CharacterChange(Optional.empty(), List.of(upload),
                        List.of(ids(character).getFirst()), Optional.empty())));

        assertEquals(5, attempts.get());
        assertEquals(1, store.calls().stream().filter(("find " + upload.publicId())::equals).count());
        clock.advance(Duration.ofHours(2));
        sweepPictures.sweep();
        assertEquals(names(character), store.publicIds());
    }

    private UserCharacter updated(CharacterChange change) {
        return assertInstanceOf(Result.Updated.class, update(change)).character();
    }

    private Result update(CharacterChange change) {
        return useCase.update(user, character.id(), change);
    }

    private static CharacterChange add(UploadReceipt... receipts) {
        return new CharacterChange(Optional.empty(), List.of(receipts), List.of(), Optional.empty());
    }

    private static CharacterChange remove(Id... ids) {
        return new CharacterChange(Optional.empty(), List.of(), List.of(ids), Optional.empty());
    }

    private static CharacterChange order(List<Id> ids) {
        return new CharacterChange(Optional.empty(), List.of(), List.of(), Optional.of(ids));
    }

    private static List<Id> ids(UserCharacter of) {
        return of.images().stream().map(CharacterImage::id).toList();
    }

    private static Set<PublicId> names(UserCharacter of) {
        return of.images().stream().map(CharacterImage::publicId).collect(Collectors.toSet());
    }

    private UserCharacter create(int images) {
        List<Picture> pictures = IntStream.range(0, images).mapToObj(_ -> picture()).toList();
        return assertInstanceOf(CreateCharacter.Result.Created.class,
                createCharacter.create(user, Some.id(), SARA, new Source.Files(pictures))).character();
    }

    private UploadReceipt upload(Id owner) {
        return store.upload(grant(owner), picture());
    }

    private SignedUpload grant(Id owner) {
        return ((GrantUploads.Result.Granted) grantUploads.grant(owner, 1, id -> PublicId.ofCharacter(owner, id)))
                .uploads().getFirst();
    }

    private static Picture picture() {
        return new Picture(PictureFormat.PNG, 2, 3, new byte[]{1});
    }
}
