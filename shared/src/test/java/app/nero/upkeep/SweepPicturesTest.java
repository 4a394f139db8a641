package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.character.CharacterDraft;
import app.nero.character.CharacterRemains;
import app.nero.character.InMemoryCharacters;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.UnavailableException;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.PictureUse;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the sweep does with uploads that are due. */
class SweepPicturesTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final Id user = Some.id();
    private final PublicId picture = PublicId.ofUpload(user, Some.id());

    @Test
    void destroysAnUnusedPictureOnceItExpired() {
        add(Optional.empty(), Duration.ZERO);

        sweep(Use.SHOWN);

        assertEquals(Set.of(), store.publicIds());
        assertEquals(List.of(), uploads.all());
    }

    @Test
    void waitsForTheExpiryOfAnUnusedPicture() {
        add(Optional.empty(), Duration.ofMinutes(10));

        sweep(Use.NONE);

        assertEquals(Set.of(picture), store.publicIds());
        assertEquals(clock.instant().plus(Duration.ofMinutes(25)), uploads.all().getFirst().sweepAt());
    }

    @Test
    void forgetsTheUploadOfAPictureThatIsShown() {
        add(Optional.of(Some.id()), Duration.ZERO);

        sweep(Use.SHOWN);

        assertEquals(Set.of(picture), store.publicIds());
        assertEquals(List.of(), uploads.all());
    }

    @Test
    void keepsTheUploadOfASource() {
        add(Optional.of(Some.id()), Duration.ZERO);

        sweep(Use.SOURCE);

        assertEquals(Set.of(picture), store.publicIds());
        assertEquals(clock.instant().plus(Duration.ofDays(1)), uploads.all().getFirst().sweepAt());
    }

    @Test
    void destroysAClaimedPictureThatIsNotUsed() {
        add(Optional.of(Some.id()), Duration.ofMinutes(10));

        sweep(Use.NONE);

        assertEquals(Set.of(), store.publicIds());
        assertEquals(List.of(), uploads.all());
    }

    @Test
    void retriesAPictureThatCannotBeDestroyed() {
        add(Optional.empty(), Duration.ZERO);
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        assertThrows(UnavailableException.class, () -> sweep(Use.NONE));
        store.recover();
        sweep(Use.NONE);
        assertEquals(Set.of(picture), store.publicIds());

        clock.advance(Duration.ofMinutes(5));
        sweep(Use.NONE);

        assertEquals(Set.of(), store.publicIds());
    }

    @Test
    void retriesTheRemainsOfACharacterInFiveMinutes() {
        InMemoryCharacters characters = new InMemoryCharacters();
        CharacterDraft draft = new CharacterDraft(Some.id(), user, new PersonName("Mina"), List.of(picture),
                clock.instant(), clock.instant());
        characters.draft(draft);
        store.put(picture, Some.picture());
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);

        assertThrows(UnavailableException.class,
                () -> new SweepPictures(characters, uploads, store, (_, _) -> Use.NONE, clock).sweep());

        store.recover();
        assertEquals(List.of(), characters.takeDue(clock.instant().plus(Duration.ofMinutes(4)), 9));
        assertEquals(List.of(new CharacterRemains(draft.id(), List.of(picture))),
                characters.takeDue(clock.instant().plus(Duration.ofMinutes(5)), 9));
    }

    @Test
    void stopsAfterTwentySecondsAndContinuesInTheNextRun() {
        for (int i = 0; i < 30; i++) {
            uploads.add(List.of(new Upload(PublicId.ofUpload(user, Some.id()), user, Optional.of(Some.id()),
                    clock.instant(), clock.instant().minusSeconds(i))));
        }
        PictureUse slow = (_, _) -> {
            clock.advance(Duration.ofSeconds(1));
            return Use.NONE;
        };

        assertEquals(20, sweep(slow));
        assertEquals(10, sweep(slow));
        assertEquals(List.of(), uploads.all());
    }

    private void add(Optional<Id> usedBy, Duration untilExpiry) {
        store.put(picture, Some.picture());
        uploads.add(List.of(new Upload(picture, user, usedBy, clock.instant().plus(untilExpiry), clock.instant())));
    }

    private void sweep(Use use) {
        sweep((_, _) -> use);
    }

    private int sweep(PictureUse use) {
        return new SweepPictures(new InMemoryCharacters(), uploads, store, use, clock).sweep();
    }
}
