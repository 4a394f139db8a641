package app.nero.character;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.character.CreateCharacter.Source;
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
import app.nero.picture.UploadReceipt;
import app.nero.picture.Uploads;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.upkeep.SweepPictures;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call that a use case makes fails once, in every way. After the sweep, pictures and rows must match. */
class CharacterFaultsTest {

    private static final int ROUNDS = 20;
    private static final PersonName NAME = new PersonName("سارا");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-14T12:00:00Z"));
    private final SecureRandom random = new SecureRandom();
    private final Faults faults = new Faults();
    private final InMemoryCharacters rows = new InMemoryCharacters();
    private final InMemoryUploads granted = new InMemoryUploads();
    private final InMemoryImageStore pictures = new InMemoryImageStore();
    private final Characters characters = faults.in(Characters.class, rows);
    private final Uploads uploads = faults.in(Uploads.class, granted);
    private final ImageStore store = faults.in(ImageStore.class, pictures);
    private final CreateCharacter createCharacter = new CreateCharacter(characters, uploads, store, 25, random, clock);
    private final UpdateCharacter updateCharacter = new UpdateCharacter(characters, uploads, store, 25, clock);
    private final DeleteCharacter deleteCharacter = new DeleteCharacter(characters, store, clock);
    private final SweepPictures sweepPictures = new SweepPictures(characters, uploads, store, (_, _) -> Use.NONE,
            clock);
    private final GrantUploads grantUploads = new GrantUploads(uploads, store, new InMemoryThrottles(),
            Limit.parse("1000000/PT1H"), random, clock);

    private Id user = Some.id();

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void cleansUpAfterFailingToCreateACharacterFromFiles(Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> createCharacter.create(user, Some.id(), NAME, new Source.Files(files())));
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void cleansUpAfterFailingToCreateACharacterFromUploads(Faults.Kind kind) {
        atEachStep(kind, () -> {}, () -> {
            List<SignedUpload> signed = ((GrantUploads.Result.Granted) grantUploads.grant(user, 4,
                    id -> PublicId.ofCharacter(user, id))).uploads();
            createCharacter.create(user, Some.id(), NAME, new Source.Uploaded(
                    signed.stream().map(upload -> pictures.upload(upload, picture())).limit(3).toList()));
        });
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void cleansUpAfterFailingToDeleteACharacter(Faults.Kind kind) {
        atEachStep(kind, () -> createCharacter.create(user, Some.id(), NAME, new Source.Files(files())),
                () -> deleteCharacter.delete(user, rows.list(user).getFirst().id()));
    }

    /** The change takes effect or not, and then it can be repeated. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void losesNothingAfterFailingToChangeACharacter(Faults.Kind kind) {
        for (boolean isRepeated : List.of(false, true)) {
            boolean failed = true;
            for (int step = 1; failed; step++) {
                user = Some.id();
                UserCharacter seen = createOfFour();
                CharacterChange change = new CharacterChange(Optional.of(new PersonName("Omid")),
                        List.of(upload()), List.of(seen.images().getFirst().id()), Optional.empty());
                faults.at(step, kind);
                faults.attempt(() -> updateCharacter.update(user, seen.id(), change));
                failed = faults.end();
                assertTrue(step > 1 || failed, "the work makes no calls");
                if (isRepeated) {
                    assertInstanceOf(UpdateCharacter.Result.Updated.class,
                            updateCharacter.update(user, seen.id(), change));
                }
                UserCharacter left = rows.list(user).getFirst();
                assertTrue(left.equals(seen) && failed && !isRepeated || left.name().equals(change.name().orElseThrow())
                        && left.images().size() == 4 && !left.images().equals(seen.images()), left::toString);
                assertSettled("step " + step);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void cleansUpAfterAFailingSweep(Faults.Kind kind) {
        atEachStep(kind, () -> {
            grantUploads.grant(user, 3, id -> PublicId.ofCharacter(user, id));
            faults.at(5, Faults.Kind.CRASH);
            faults.attempt(() -> createCharacter.create(user, Some.id(), NAME, new Source.Files(files())));
            clock.advance(Duration.ofHours(2));
        }, sweepPictures::sweep);
    }

    /** A client sends the request again until it succeeds, with the key and therefore the id of the first attempt. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void createsOneCharacterAfterTwoFailuresInARow(Faults.Kind kind) {
        for (boolean isUploaded : List.of(false, true)) {
            boolean failed = true;
            for (int first = 1; failed; first++) {
                for (int second = 1; second <= first + 1; second++) {
                    user = Some.id();
                    Id id = Some.id();
                    Source source = isUploaded ? uploaded() : new Source.Files(files());
                    failed = failing(first, kind, id, source);
                    clock.advance(Duration.ofMinutes(1));
                    failing(second, kind, id, source);
                    clock.advance(Duration.ofMinutes(1));
                    CreateCharacter.Result result = createCharacter.create(user, id, NAME, source);

                    String when = "steps " + first + " and " + second;
                    assertEquals(new CreateCharacter.Result.Created(rows.list(user).getFirst()), result, when);
                    assertEquals(1, rows.list(user).size(), when);
                    assertSettled(when);
                }
            }
        }
    }

    private boolean failing(int step, Faults.Kind kind, Id id, Source source) {
        faults.at(step, kind);
        faults.attempt(() -> {
            // As the handler does: it looks for the character of an earlier attempt first.
            if (rows.find(user, id).isEmpty()) {
                createCharacter.create(user, id, NAME, source);
            }
        });
        return faults.end();
    }

    private UserCharacter createOfFour() {
        return ((CreateCharacter.Result.Created) createCharacter.create(user, Some.id(), NAME,
                new Source.Files(Stream.generate(CharacterFaultsTest::picture).limit(4).toList()))).character();
    }

    private UploadReceipt upload() {
        SignedUpload signed = ((GrantUploads.Result.Granted) grantUploads.grant(user, 1,
                id -> PublicId.ofCharacter(user, id))).uploads().getFirst();
        return pictures.upload(signed, picture());
    }

    private Source uploaded() {
        List<SignedUpload> signed = ((GrantUploads.Result.Granted) grantUploads.grant(user, 3,
                id -> PublicId.ofCharacter(user, id))).uploads();
        return new Source.Uploaded(signed.stream().map(upload -> pictures.upload(upload, picture())).toList());
    }

    private void atEachStep(Faults.Kind kind, Runnable before, Runnable work) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean failed = true;
            for (int step = 1; failed; step++) {
                user = Some.id();
                before.run();
                faults.at(step, kind);
                faults.attempt(work);
                failed = faults.end();
                assertTrue(step > 1 || failed, "the work makes no calls");
                assertSettled("step " + step);
            }
        }
    }

    private void assertSettled(String when) {
        clock.advance(Duration.ofHours(2));
        sweepPictures.sweep();
        Set<PublicId> shown = rows.list(user).stream().map(UserCharacter::images).flatMap(List::stream)
                .map(CharacterImage::publicId).collect(Collectors.toSet());
        Set<PublicId> kept = pictures.publicIds().stream().filter(publicId -> publicId.value().contains(user.value()))
                .collect(Collectors.toSet());
        Set<PublicId> named = rows.publicIds().stream().filter(publicId -> publicId.value().contains(user.value()))
                .collect(Collectors.toSet());
        assertEquals(shown, kept, when);
        assertEquals(shown, named, when);
        assertEquals(0, granted.size(), when);
    }

    private static List<Picture> files() {
        return Stream.generate(CharacterFaultsTest::picture).limit(3).toList();
    }

    private static Picture picture() {
        return new Picture(PictureFormat.PNG, 2, 3, new byte[]{1});
    }
}
