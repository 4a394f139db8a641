package app.nero.character;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.upkeep.SweepPictures;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A change of a character, or a sweep, stops before each of its calls while others run, and then goes on or dies. Afterwards every
 * stored picture has a row that shows it, and no row shows a missing picture.
 */
class CharacterRacesTest {

    /** What stops before each of its calls. */
    private enum Actor {
        CHANGE(Scenario::change), SWEEP(Scenario::sweep), DELETE(Scenario::delete);

        private final Consumer<Scenario> work;

        Actor(Consumer<Scenario> work) {
            this.work = work;
        }
    }

    /** What happens while it is stopped, within the time that a request may take. */
    private enum Event {
        SAME_CHANGE(Scenario::change), OTHER_CHANGE(Scenario::otherChange), CHANGE_BACK(Scenario::changeBack), DELETE(
                Scenario::delete), SWEEP(Scenario::sweep), ERASE(Scenario::erase);

        private final Consumer<Scenario> work;

        Event(Consumer<Scenario> work) {
            this.work = work;
        }
    }

    static Stream<Arguments> actorsAndEvents() {
        return Arrays.stream(Actor.values())
                .flatMap(actor -> Arrays.stream(Event.values()).map(event -> Arguments.of(actor, event)));
    }

    @ParameterizedTest
    @MethodSource("actorsAndEvents")
    void losesAndLeaksNoPicture(Actor actor, Event event) {
        for (Fate end : List.of(Fate.RUN, Fate.DIE_BEFORE, Fate.DIE_AFTER, Fate.FAIL_AFTER)) {
            boolean isReached = true;
            for (int stop = 0; isReached; stop++) {
                isReached = new Scenario().play(actor, event, stop, end);
                assertTrue(stop > 0 || isReached, "it makes no calls");
            }
        }
    }

    /** A character of four pictures, two uploads, and a change that died after it had recorded the removal of a picture. */
    private static final class Scenario {

        private static final PersonName NAME = new PersonName("سارا");

        private final MutableClock clock = MutableClock.atNoon();
        private final Interleaving interleaving = new Interleaving();
        private final InMemoryCharacters rows = new InMemoryCharacters();
        private final InMemoryUploads granted = new InMemoryUploads();
        private final InMemoryImageStore pictures = new InMemoryImageStore();
        private final Characters characters = interleaving.in(Characters.class, rows);
        private final Uploads uploads = interleaving.in(Uploads.class, granted);
        private final ImageStore store = interleaving.in(ImageStore.class, pictures);
        private final UpdateCharacter updateCharacter = new UpdateCharacter(characters, uploads, store, 25, clock);
        private final DeleteCharacter deleteCharacter = new DeleteCharacter(characters, store, clock);
        private final SweepPictures sweepPictures = new SweepPictures(characters, uploads, store, (_, _) -> Use.NONE,
                clock);
        private final Id user = Some.id();
        private final UserCharacter character;
        private final UploadReceipt first = upload();
        private final UploadReceipt second = upload();

        Scenario() {
            character = ((CreateCharacter.Result.Created) new CreateCharacter(rows, granted, pictures, 25,
                    new SecureRandom(), clock).create(user, Some.id(), NAME,
                            new CreateCharacter.Source.Files(IntStream.range(0, 4).mapToObj(_ -> picture()).toList())))
                    .character();
            Interleaving.Process dying = interleaving.start("dying", this::change);
            while (granted.all().stream().noneMatch(it -> it.publicId().equals(image(0)))) {
                dying.resume(Fate.RUN);
            }
            dying.resume(Fate.DIE_BEFORE);
            clock.advance(UpdateCharacter.REMOVAL_DELAY);
        }

        /** @return whether the actor makes so many calls */
        boolean play(Actor actor, Event event, int stop, Fate end) {
            Interleaving.Process process = interleaving.start(actor.name(), () -> actor.work.accept(this));
            boolean hasEnded = false;
            for (int call = 0; call <= stop && !hasEnded; call++) {
                hasEnded = process.resume(Fate.RUN);
            }
            boolean isReached = !hasEnded;
            clock.advance(Duration.ofSeconds(5));
            event.work.accept(this);
            clock.advance(Duration.ofSeconds(5));
            for (Fate fate = end; !hasEnded; fate = Fate.RUN) {
                hasEnded = process.resume(fate);
            }
            settle(actor + ", " + event + " before call " + stop + ", then " + end);
            return isReached;
        }

        void change() {
            update(new CharacterChange(Optional.of(new PersonName("Omid")), List.of(first), List.of(id(0)),
                    Optional.empty()));
        }

        void otherChange() {
            update(new CharacterChange(Optional.empty(), List.of(second), List.of(id(1)), Optional.empty()));
        }

        /** Tries to remove what was added, and to add what was removed. */
        void changeBack() {
            update(new CharacterChange(Optional.empty(), List.of(), List.of(first.publicId().imageId()),
                    Optional.empty()));
            update(new CharacterChange(Optional.empty(), List.of(pictures.receipt(image(0))), List.of(),
                    Optional.empty()));
        }

        void delete() {
            deleteCharacter.delete(user, character.id());
        }

        void sweep() {
            sweepPictures.sweep();
        }

        void erase() {
            rows.erase(user);
        }

        private void settle(String when) {
            for (int i = 0; i < 2; i++) {
                clock.advance(Duration.ofHours(2));
                sweepPictures.sweep();
            }
            Set<PublicId> shown = rows.list(user).stream().flatMap(it -> it.images().stream())
                    .map(CharacterImage::publicId).collect(Collectors.toSet());
            assertEquals(shown, pictures.publicIds(), when);
            assertEquals(shown, rows.publicIds(), when);
            assertEquals(List.of(), granted.all(), when);
            assertTrue(shown.isEmpty() || shown.size() >= UserCharacter.MIN_IMAGES, when);
        }

        private void update(CharacterChange change) {
            updateCharacter.update(user, character.id(), change);
        }

        private Id id(int index) {
            return character.images().get(index).id();
        }

        private PublicId image(int index) {
            return character.images().get(index).publicId();
        }

        private UploadReceipt upload() {
            SignedUpload signed = ((GrantUploads.Result.Granted) new GrantUploads(granted, pictures,
                    new InMemoryThrottles(), Limit.parse("9/PT1H"), new SecureRandom(), clock).grant(user, 1,
                            id -> PublicId.ofCharacter(user, id)))
                    .uploads().getFirst();
            return pictures.upload(signed, picture());
        }

        private static Picture picture() {
            return new Picture(PictureFormat.PNG, 2, 3, new byte[]{1});
        }
    }
}
