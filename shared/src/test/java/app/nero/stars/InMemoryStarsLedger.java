package app.nero.stars;

import app.nero.kernel.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

public final class InMemoryStarsLedger implements StarsLedger {

    private final List<StarsEntry> entries = new ArrayList<>();

    @Override
    public synchronized boolean append(StarsEntry entry) {
        boolean isDuplicate = of(entry.userId()).stream()
                .anyMatch(other -> other.number() == entry.number() || other.ref().equals(entry.ref()));
        return !isDuplicate && entries.add(entry);
    }

    @Override
    public synchronized Optional<StarsEntry> findLast(Id userId) {
        return of(userId).stream().max(Comparator.comparing(StarsEntry::number));
    }

    @Override
    public synchronized Optional<StarsEntry> find(Id userId, String ref) {
        return of(userId).stream().filter(entry -> entry.ref().equals(ref)).findFirst();
    }

    @Override
    public synchronized List<StarsEntry> listAfter(Id id, int limit) {
        return entries.stream().filter(entry -> entry.id().compareTo(id) > 0)
                .sorted(Comparator.comparing(StarsEntry::id)).limit(limit).toList();
    }

    @Override
    public synchronized List<StarsEntry> list(Id userId, Optional<Integer> before, int limit) {
        return of(userId).reversed().stream()
                .filter(entry -> entry.number() < before.orElse(Integer.MAX_VALUE) && entry.amount() != 0).limit(limit)
                .toList();
    }

    /** A user's entries, in order. */
    public synchronized List<StarsEntry> of(Id userId) {
        return entries.stream().filter(entry -> entry.userId().equals(userId))
                .sorted(Comparator.comparing(StarsEntry::number)).toList();
    }

    /** Removes a user's entries, as an erasure does. */
    public synchronized void erase(Id userId) {
        entries.removeIf(entry -> entry.userId().equals(userId));
    }
}
