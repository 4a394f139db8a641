package app.nero.session;

import app.nero.kernel.Id;
import app.nero.session.Session.Rotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sessions in a list. */
public final class InMemorySessions implements Sessions {

    private static final Comparator<Session> LAST_USED_FIRST = Comparator.comparing(Session::lastUsedAt)
            .thenComparing(session -> session.id().value()).reversed();

    private final List<Session> sessions = new ArrayList<>();

    @Override
    public synchronized void add(Session session) {
        sessions.add(session);
    }

    @Override
    public synchronized Optional<Session> find(Id userId, Id id, Instant now, Instant createdAfter) {
        return sessions.stream().filter(session -> session.id().equals(id)
                && session.userId().equals(userId) && now.isBefore(session.expiresAt())
                && session.createdAt().isAfter(createdAfter))
                .findFirst();
    }

    @Override
    public synchronized Optional<Session> findByFamily(String familyId) {
        return sessions.stream().filter(session -> session.familyId().equals(familyId)).findFirst();
    }

    @Override
    public synchronized Optional<Session> rotate(Rotation rotation, String tokenHash, Instant createdAfter,
            Instant expiresAt) {
        Instant now = rotation.rotatedAt();
        Optional<Session> current = sessions.stream()
                .filter(session -> session.tokenHash().equals(rotation.previousHash())
                        && now.isBefore(session.expiresAt()) && session.createdAt().isAfter(createdAfter))
                .findFirst();
        return current.map(session -> {
            Session rotated = new Session(session.id(), session.userId(), session.familyId(), tokenHash,
                    Optional.of(rotation), session.userAgent(), session.createdAt(), now, expiresAt);
            sessions.set(sessions.indexOf(session), rotated);
            return rotated;
        });
    }

    @Override
    public synchronized List<Session> list(Id userId, Instant now, Instant createdAfter) {
        return sessions.stream()
                .filter(session -> session.userId().equals(userId) && now.isBefore(session.expiresAt())
                        && session.createdAt().isAfter(createdAfter))
                .sorted(LAST_USED_FIRST).toList();
    }

    @Override
    public synchronized boolean remove(Id userId, Id id) {
        return sessions.removeIf(session -> session.id().equals(id) && session.userId().equals(userId));
    }

    @Override
    public synchronized void removeAll(Id userId) {
        sessions.removeIf(session -> session.userId().equals(userId));
    }

    @Override
    public synchronized void keepLastUsed(Id userId, int count) {
        sessions.removeAll(sessions.stream().filter(session -> session.userId().equals(userId))
                .sorted(LAST_USED_FIRST).skip(count).toList());
    }

    public synchronized List<Session> all() {
        return List.copyOf(sessions);
    }
}
