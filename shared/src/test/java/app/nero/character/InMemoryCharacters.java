package app.nero.character;

import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class InMemoryCharacters implements Characters {

    private sealed interface Row {

        CharacterDraft draft();

        record Draft(CharacterDraft draft) implements Row {}

        record Active(CharacterDraft draft, UserCharacter character) implements Row {}

        record Remains(CharacterDraft draft, Instant sweepAt) implements Row {}
    }

    private final Map<Id, Row> rows = new HashMap<>();

    @Override
    public synchronized Drafted draft(CharacterDraft draft) {
        if (rows.containsKey(draft.id())) {
            return Drafted.EXISTS;
        }
        if (!hasFreePlace(draft.userId())) {
            return Drafted.QUOTA_REACHED;
        }
        rows.put(draft.id(), new Row.Draft(draft));
        return Drafted.SAVED;
    }

    @Override
    public synchronized Optional<List<PublicId>> resume(CharacterDraft draft) {
        Instant latest = draft.createdAt().plus(RESUME_MARGIN);
        boolean isResumable = switch (rows.get(draft.id())) {
            case null -> false;
            case Row.Active _ -> false;
            case Row.Draft(CharacterDraft earlier) -> earlier.sweepAt().isAfter(latest);
            case Row.Remains(CharacterDraft earlier, Instant sweepAt) ->
                sweepAt.isAfter(latest) && hasFreePlace(earlier.userId());
        };
        CharacterDraft earlier = isResumable ? rows.get(draft.id()).draft() : draft;
        if (!isResumable || !earlier.userId().equals(draft.userId())) {
            return Optional.empty();
        }
        rows.put(draft.id(), new Row.Draft(new CharacterDraft(earlier.id(), earlier.userId(), earlier.name(),
                earlier.pictures(), earlier.createdAt(), draft.sweepAt())));
        return Optional.of(earlier.pictures());
    }

    private boolean hasFreePlace(Id userId) {
        long places = rows.values().stream().filter(row -> !(row instanceof Row.Remains))
                .filter(row -> row.draft().userId().equals(userId)).count();
        return places < UserCharacter.MAX_PER_USER;
    }

    @Override
    public synchronized Optional<UserCharacter> complete(Id id, List<CharacterImage> images, Instant now) {
        if (!(rows.get(id) instanceof Row.Draft(CharacterDraft draft))) {
            return Optional.empty();
        }
        UserCharacter character = new UserCharacter(id, draft.userId(), draft.name(), images, draft.createdAt(), now);
        rows.put(id, new Row.Active(draft, character));
        return Optional.of(character);
    }

    @Override
    public synchronized void abandon(Id id, Instant now, Instant sweepAt) {
        if (rows.get(id) instanceof Row.Draft(CharacterDraft draft)) {
            rows.put(id, new Row.Remains(draft, sweepAt));
        }
    }

    @Override
    public synchronized List<UserCharacter> list(Id userId) {
        return active().filter(character -> character.userId().equals(userId))
                .sorted(Comparator.comparing((UserCharacter found) -> found.id().value()).reversed()).toList();
    }

    @Override
    public synchronized Optional<UserCharacter> find(Id userId, Id id) {
        return active().filter(character -> character.id().equals(id) && character.userId().equals(userId)).findFirst();
    }

    @Override
    public synchronized boolean replace(UserCharacter seen, UserCharacter changed) {
        boolean isUnchanged = find(seen.userId(), seen.id())
                .filter(found -> found.updatedAt().equals(seen.updatedAt())).isPresent();
        if (isUnchanged) {
            CharacterDraft draft = rows.get(seen.id()).draft();
            List<PublicId> pictures = changed.images().stream().map(CharacterImage::publicId).toList();
            rows.put(seen.id(), new Row.Active(new CharacterDraft(draft.id(), draft.userId(), changed.name(), pictures,
                    draft.createdAt(), draft.sweepAt()), changed));
        }
        return isUnchanged;
    }

    @Override
    public synchronized Optional<CharacterRemains> remove(Id userId, Id id, Instant now, Instant sweepAt) {
        Optional<UserCharacter> character = find(userId, id);
        character.ifPresent(_ -> rows.put(id, new Row.Remains(rows.get(id).draft(), sweepAt)));
        return character.map(_ -> remains(rows.get(id)));
    }

    @Override
    public synchronized void forget(Id id) {
        if (!(rows.get(id) instanceof Row.Active)) {
            rows.remove(id);
        }
    }

    @Override
    public synchronized List<CharacterRemains> takeDue(Instant now, int max) {
        rows.replaceAll((_, row) -> row instanceof Row.Draft(CharacterDraft draft) && !draft.sweepAt().isAfter(now)
                ? new Row.Remains(draft, draft.sweepAt())
                : row);
        List<Row.Remains> due = new ArrayList<>();
        rows.values().forEach(row -> {
            if (row instanceof Row.Remains remains && !remains.sweepAt().isAfter(now)) {
                due.add(remains);
            }
        });
        return due.stream().sorted(Comparator.comparing(Row.Remains::sweepAt)).limit(max)
                .map(InMemoryCharacters::remains).toList();
    }

    @Override
    public synchronized void postpone(Id id, Instant sweepAt) {
        if (rows.get(id) instanceof Row.Remains(CharacterDraft draft, Instant _)) {
            rows.put(id, new Row.Remains(draft, sweepAt));
        }
    }

    @Override
    public synchronized boolean names(Id id, PublicId picture) {
        return rows.containsKey(id) && rows.get(id).draft().pictures().contains(picture);
    }

    /** Leaves a user's drafts and characters to the sweep, like the erasure of an account. */
    public synchronized void erase(Id userId) {
        rows.replaceAll((_, row) -> row.draft().userId().equals(userId)
                ? new Row.Remains(row.draft(), row.draft().sweepAt())
                : row);
    }

    /** The pictures in drafts, characters and remains. */
    public synchronized Set<PublicId> publicIds() {
        return rows.values().stream().flatMap(row -> row.draft().pictures().stream()).collect(Collectors.toSet());
    }

    /** The number of drafts, characters and remains. */
    public synchronized int size() {
        return rows.size();
    }

    private Stream<UserCharacter> active() {
        return rows.values().stream()
                .flatMap(row -> row instanceof Row.Active active ? Stream.of(active.character()) : Stream.empty());
    }

    private static CharacterRemains remains(Row row) {
        return new CharacterRemains(row.draft().id(), row.draft().pictures());
    }
}
