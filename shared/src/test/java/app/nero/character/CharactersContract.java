package app.nero.character;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.character.Characters.Drafted;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.picture.PublicId;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link Characters} must pass. */
public abstract class CharactersContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Id user = Some.id();

    protected abstract Characters characters();

    @Test
    void turnsADraftIntoACharacterOnceItsPicturesAreStored() {
        CharacterDraft draft = draft(user, NOW);
        assertEquals(Drafted.SAVED, characters().draft(draft));
        assertEquals(List.of(), characters().list(user));
        assertEquals(Optional.empty(), characters().find(user, draft.id()));

        Optional<UserCharacter> completed = characters().complete(draft.id(), images(draft), NOW.plusSeconds(1));

        UserCharacter character = new UserCharacter(draft.id(), user, draft.name(), images(draft), NOW,
                NOW.plusSeconds(1));
        assertEquals(Optional.of(character), completed);
        assertEquals(Optional.of(character), characters().find(user, draft.id()));
        assertEquals(List.of(character), characters().list(user));
        assertEquals(Optional.empty(), characters().complete(draft.id(), images(draft), NOW));
    }

    @Test
    void listsOnlyTheUsersCharactersNewestFirst() {
        UserCharacter first = completed(user, NOW);
        UserCharacter second = completed(user, NOW.plusMillis(1));
        completed(Some.id(), NOW);

        assertEquals(List.of(second, first), characters().list(user));
        assertEquals(Optional.empty(), characters().find(Some.id(), first.id()));
    }

    @Test
    void allowsTwentyCharactersPerUserUnderConcurrentCalls() {
        List<Drafted> drafted = Race.of(40, _ -> () -> characters().draft(draft(user, NOW)));

        assertEquals(20, drafted.stream().filter(Drafted.SAVED::equals).count());
        assertEquals(Drafted.QUOTA_REACHED, characters().draft(draft(user, NOW)));
        assertEquals(Drafted.SAVED, characters().draft(draft(Some.id(), NOW)));
    }

    @Test
    void savesOneOfManyDraftsWithOneId() {
        CharacterDraft draft = draft(user, NOW);

        List<Drafted> drafted = Race.of(20, _ -> () -> characters().draft(draft));

        assertEquals(1, drafted.stream().filter(Drafted.SAVED::equals).count());
        assertEquals(19, drafted.stream().filter(Drafted.EXISTS::equals).count());
    }

    @Test
    void recognizesItsOwnDraftWhenAllPlacesAreTaken() {
        List<CharacterDraft> drafts = Stream.generate(() -> draft(user, NOW)).limit(20).toList();
        drafts.forEach(characters()::draft);

        assertEquals(Drafted.EXISTS, characters().draft(drafts.getFirst()));
        assertEquals(Optional.of(drafts.getFirst().pictures()), characters().resume(drafts.getFirst()));
    }

    @Test
    void resumesADraftUnderTheNamesOfItsPictures() {
        CharacterDraft first = draft(user, NOW);
        CharacterDraft again = again(first, NOW.plusSeconds(60));
        characters().draft(first);

        assertEquals(Optional.of(first.pictures()), characters().resume(again));
        assertEquals(List.of(), takeDue(again.sweepAt().minusMillis(1), first.id()));
        assertEquals(1, takeDue(again.sweepAt(), first.id()).size());
    }

    @Test
    void resumesAnAbandonedDraftInAPlaceOfItsOwn() {
        CharacterDraft first = draft(user, NOW);
        characters().draft(first);
        characters().abandon(first.id(), NOW, NOW.plus(GRACE));
        Stream.generate(() -> draft(user, NOW)).limit(19).forEach(characters()::draft);

        assertEquals(Optional.of(first.pictures()), characters().resume(again(first, NOW.plusSeconds(60))));

        assertEquals(Drafted.QUOTA_REACHED, characters().draft(draft(user, NOW)));
        assertTrue(characters().complete(first.id(), images(first), NOW).isPresent());
    }

    @Test
    void resumesNothingThatTheSweepMayHaveListed() {
        CharacterDraft first = draft(user, NOW);
        CharacterDraft abandoned = draft(user, NOW);
        characters().draft(first);
        characters().draft(abandoned);
        characters().abandon(abandoned.id(), NOW, NOW.plus(GRACE));
        Instant tooLate = NOW.plus(GRACE).minus(Characters.RESUME_MARGIN);
        UserCharacter completed = completed(user, NOW);

        assertEquals(Optional.empty(), characters().resume(again(first, tooLate)));
        assertEquals(Optional.empty(), characters().resume(again(abandoned, tooLate)));
        assertEquals(Optional.empty(), characters().resume(draft(user, NOW)));
        assertEquals(Optional.empty(), characters().resume(new CharacterDraft(completed.id(), user, completed.name(),
                List.of(), NOW, NOW.plus(GRACE))));
        assertEquals(Optional.empty(), characters().resume(
                new CharacterDraft(first.id(), Some.id(), first.name(), first.pictures(), NOW, NOW.plus(GRACE))));
    }

    @Test
    void doesNotCountRemovedAbandonedAndForgottenCharacters() {
        List<CharacterDraft> drafts = Stream.generate(() -> draft(user, NOW)).limit(20).toList();
        drafts.forEach(characters()::draft);
        characters().complete(drafts.get(0).id(), images(drafts.get(0)), NOW);

        characters().remove(user, drafts.get(0).id(), NOW, NOW.plus(GRACE));
        characters().abandon(drafts.get(1).id(), NOW, NOW.plus(GRACE));
        characters().forget(drafts.get(2).id());

        assertEquals(3, Stream.generate(() -> characters().draft(draft(user, NOW))).limit(4)
                .filter(Drafted.SAVED::equals).count());
        assertFalse(characters().names(drafts.get(2).id(), drafts.get(2).pictures().getFirst()));
    }

    @Test
    void removesACharacterOnceAndOnlyForItsOwner() {
        UserCharacter character = completed(user, NOW);
        CharacterRemains remains = new CharacterRemains(character.id(),
                character.images().stream().map(CharacterImage::publicId).toList());
        assertEquals(Optional.empty(), characters().remove(Some.id(), character.id(), NOW, NOW));

        List<Optional<CharacterRemains>> removed = Race.of(10,
                _ -> () -> characters().remove(user, character.id(), NOW, NOW.plus(GRACE)));

        assertEquals(List.of(remains), removed.stream().flatMap(Optional::stream).toList());
        assertEquals(Optional.empty(), characters().find(user, character.id()));
        assertEquals(List.of(), characters().list(user));
        PublicId picture = character.images().getFirst().publicId();
        assertTrue(characters().names(character.id(), picture));
        characters().forget(character.id());
        assertFalse(characters().names(character.id(), picture));
    }

    @Test
    void replacesAnUnchangedCharacter() {
        UserCharacter seen = completed(user, NOW);
        List<CharacterImage> images = List.of(seen.images().get(2), seen.images().get(0),
                images(draft(user, NOW)).getFirst());
        UserCharacter changed = seen.with(new PersonName("Omid"), images, NOW.plusSeconds(5));

        assertTrue(characters().replace(seen, changed));

        assertEquals(Optional.of(changed), characters().find(user, seen.id()));
        assertTrue(characters().names(seen.id(), images.getLast().publicId()));
        assertFalse(characters().names(seen.id(), seen.images().get(1).publicId()));
        assertFalse(characters().names(Some.id(), images.getLast().publicId()));
        assertEquals(images.stream().map(CharacterImage::publicId).toList(),
                characters().remove(user, seen.id(), NOW, NOW).orElseThrow().pictures());
    }

    @Test
    void replacesOnlyWhatItSaw() {
        UserCharacter seen = completed(user, NOW);
        UserCharacter changed = seen.with(new PersonName("Omid"), seen.images(), NOW);

        List<Boolean> replaced = Race.of(10, _ -> () -> characters().replace(seen, changed));

        assertEquals(1, replaced.stream().filter(Boolean::booleanValue).count());
        assertTrue(changed.updatedAt().isAfter(seen.updatedAt()));
        assertFalse(characters().replace(seen, seen.with(new PersonName("Mina"), seen.images(), NOW)));
        characters().remove(user, seen.id(), NOW, NOW);
        assertFalse(characters().replace(changed, changed.with(seen.name(), seen.images(), NOW)));
        assertEquals(Optional.empty(), characters().find(user, seen.id()));
    }

    @Test
    void neverForgetsOrSweepsACompletedCharacter() {
        UserCharacter character = completed(user, NOW);

        characters().abandon(character.id(), NOW, NOW);
        characters().forget(character.id());
        List<CharacterRemains> due = takeDue(NOW.plus(Duration.ofDays(1)), character.id());

        assertEquals(List.of(), due);
        assertEquals(Optional.of(character), characters().find(user, character.id()));
    }

    @Test
    void findsOverdueDraftsAndRemains() {
        CharacterDraft overdue = draft(user, NOW);
        CharacterDraft abandoned = draft(user, NOW);
        UserCharacter removed = completed(user, NOW);
        characters().draft(overdue);
        characters().draft(abandoned);
        characters().abandon(abandoned.id(), NOW, NOW.plusSeconds(1));
        characters().remove(user, removed.id(), NOW, NOW.plusSeconds(2));

        assertEquals(List.of(), takeDue(NOW, abandoned.id()));
        assertEquals(List.of(new CharacterRemains(abandoned.id(), abandoned.pictures())),
                takeDue(NOW.plusSeconds(1), abandoned.id()));
        assertEquals(1, takeDue(NOW.plusSeconds(2), removed.id()).size());
        assertEquals(List.of(), takeDue(NOW.plus(GRACE).minusMillis(1), overdue.id()));
        assertEquals(1, takeDue(NOW.plus(GRACE), overdue.id()).size());
        assertEquals(Optional.empty(), characters().complete(overdue.id(), images(overdue), NOW));
    }

    @Test
    void postponesRemains() {
        CharacterDraft draft = draft(user, NOW);
        characters().draft(draft);
        characters().abandon(draft.id(), NOW, NOW);

        characters().postpone(draft.id(), NOW.plusSeconds(5));

        assertEquals(List.of(), takeDue(NOW.plusSeconds(4), draft.id()));
        assertEquals(1, takeDue(NOW.plusSeconds(5), draft.id()).size());
    }

    private List<CharacterRemains> takeDue(Instant now, Id id) {
        return characters().takeDue(now, 1_000).stream().filter(remains -> remains.id().equals(id)).toList();
    }

    private UserCharacter completed(Id userId, Instant now) {
        CharacterDraft draft = draft(userId, now);
        characters().draft(draft);
        return characters().complete(draft.id(), images(draft), now).orElseThrow();
    }

    /** The same request, sent again. */
    private static CharacterDraft again(CharacterDraft first, Instant now) {
        return new CharacterDraft(first.id(), first.userId(), first.name(),
                List.of(PublicId.ofCharacter(first.userId(), Some.id())), now, now.plus(GRACE));
    }

    private static CharacterDraft draft(Id userId, Instant now) {
        List<PublicId> pictures = Stream.generate(() -> PublicId.ofCharacter(userId, Some.id())).limit(3).toList();
        return new CharacterDraft(Some.id(now), userId, new PersonName("سارا"), pictures, now, now.plus(GRACE));
    }

    private static List<CharacterImage> images(CharacterDraft draft) {
        return draft.pictures().stream()
                .map(publicId -> new CharacterImage(publicId, "https://pictures.example/" + publicId)).toList();
    }
}
