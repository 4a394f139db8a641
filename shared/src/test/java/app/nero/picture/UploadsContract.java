package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of uploads does. */
public abstract class UploadsContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");

    private final Id user = Some.id();

    protected abstract Uploads uploads();

    @Test
    void givesUploadsToOneUseHoweverManyAskAtOnce() {
        List<PublicId> given = give(3);

        List<Boolean> claimed = Race.of(20, _ -> () -> uploads().claim(user, given, Some.id(), NOW));

        assertTrue(claimed.stream().filter(it -> it).count() <= 1);
    }

    @Test
    void givesAnUploadOnce() {
        List<PublicId> given = give(3);

        assertTrue(uploads().claim(user, given, Some.id(), NOW));
        assertFalse(uploads().claim(user, given, Some.id(), NOW));
        assertFalse(uploads().claim(user, given.subList(0, 1), Some.id(), NOW));
    }

    @Test
    void givesAllOfThemOrNone() {
        List<PublicId> given = give(3);
        List<PublicId> withAStranger = List.of(given.get(0), given.get(1), PublicId.ofCharacter(user, Some.id()));

        assertFalse(uploads().claim(user, withAStranger, Some.id(), NOW));

        assertTrue(uploads().claim(user, given, Some.id(), NOW));
    }

    @Test
    void givesThemToTheirUserAlone() {
        assertFalse(uploads().claim(Some.id(), give(3), Some.id(), NOW));
    }

    @Test
    void givesNoneThatExpired() {
        List<PublicId> given = give(3);

        assertFalse(uploads().claim(user, given, Some.id(), NOW.plusSeconds(60)));
        assertTrue(uploads().claim(user, given, Some.id(), NOW.plusSeconds(60).minusMillis(1)));
    }

    @Test
    void takesThemBackFromTheUseThatHasThem() {
        List<PublicId> given = give(3);
        Id use = Some.id();
        uploads().claim(user, given, use, NOW);

        uploads().release(given, Some.id());
        assertFalse(uploads().claim(user, given, Some.id(), NOW));
        uploads().release(given, use);
        assertTrue(uploads().claim(user, given, Some.id(), NOW));
    }

    @Test
    void listsWhatIsToBeDecidedOn() {
        Id use = Some.id();
        List<PublicId> given = give(2);
        uploads().claim(user, given.subList(1, 2), use, NOW);
        PublicId taken = PublicId.ofTemplate(Some.id());
        uploads().add(List.of(Upload.takenFrom(use, taken, user, NOW, NOW.plusSeconds(30))));

        assertEquals(List.of(new Upload(taken, user, Optional.of(use), NOW, NOW.plusSeconds(30))),
                due(NOW.plusSeconds(30), List.of(taken, given.get(0), given.get(1))));
        assertEquals(3, due(NOW.plusSeconds(90), List.of(taken, given.get(0), given.get(1))).size());
        uploads().postpone(taken, NOW.plusSeconds(100));
        uploads().forget(given.get(0));
        assertEquals(Optional.of(use), due(NOW.plusSeconds(90), List.of(taken, given.get(0), given.get(1)))
                .getFirst().usedBy());
        assertEquals(2, due(NOW.plusSeconds(100), List.of(taken, given.get(0), given.get(1))).size());
    }

    private List<Upload> due(Instant now, List<PublicId> of) {
        return uploads().listDue(now, 1_000).stream().filter(upload -> of.contains(upload.publicId())).toList();
    }

    private List<PublicId> give(int count) {
        List<PublicId> given = Stream.generate(() -> PublicId.ofCharacter(user, Some.id())).limit(count).toList();
        uploads().add(given.stream().map(it -> Upload.granted(it, user, NOW.plusSeconds(60), NOW.plusSeconds(90)))
                .toList());
        return given;
    }
}
