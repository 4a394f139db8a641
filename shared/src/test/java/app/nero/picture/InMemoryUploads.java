package app.nero.picture;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

public final class InMemoryUploads implements Uploads {

    private final Map<PublicId, Upload> uploads = new HashMap<>();

    @Override
    public synchronized void add(Collection<Upload> added) {
        added.forEach(upload -> uploads.put(upload.publicId(), upload));
    }

    @Override
    public synchronized boolean claim(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        boolean claimable = publicIds.stream().allMatch(it -> isOwn(it, userId,
                upload -> upload.usedBy().map(usedBy::equals).orElseGet(() -> now.isBefore(upload.expiresAt()))));
        if (claimable) {
            hold(publicIds, usedBy);
        } else {
            release(publicIds, usedBy);
        }
        return claimable;
    }

    @Override
    public synchronized boolean hold(Id userId, Collection<PublicId> publicIds, Id usedBy, Instant now) {
        List<PublicId> held = publicIds.stream().filter(it -> isOwn(it, userId,
                upload -> upload.usedBy().map(usedBy::equals).orElse(true) && now.isBefore(upload.expiresAt())))
                .toList();
        hold(held, usedBy);
        return held.size() == publicIds.size();
    }

    private boolean isOwn(PublicId publicId, Id userId, Predicate<Upload> condition) {
        return Optional.ofNullable(uploads.get(publicId)).filter(upload -> upload.userId().equals(userId))
                .filter(condition).isPresent();
    }

    private void hold(Collection<PublicId> publicIds, Id usedBy) {
        publicIds.forEach(publicId -> uploads.computeIfPresent(publicId,
                (_, upload) -> used(upload, Optional.of(usedBy), upload.sweepAt())));
    }

    @Override
    public synchronized void release(Collection<PublicId> publicIds, Id usedBy) {
        replaceHeld(publicIds, usedBy, upload -> used(upload, Optional.empty(), upload.sweepAt()));
    }

    @Override
    public synchronized void release(Collection<PublicId> publicIds, Id usedBy, Instant expiresAt, Instant sweepAt) {
        replaceHeld(publicIds, usedBy,
                upload -> Upload.granted(upload.publicId(), upload.userId(), expiresAt, sweepAt));
    }

    @Override
    public synchronized void discard(Collection<PublicId> publicIds, Id usedBy, Instant now) {
        replaceHeld(publicIds, usedBy, upload -> used(upload, upload.usedBy(), now));
    }

    @Override
    public synchronized List<Upload> listDue(Instant now, int max) {
        return uploads.values().stream().filter(upload -> !upload.sweepAt().isAfter(now))
                .sorted(Comparator.comparing(Upload::sweepAt)).limit(max).toList();
    }

    @Override
    public synchronized void postpone(PublicId publicId, Instant sweepAt) {
        uploads.computeIfPresent(publicId, (_, upload) -> used(upload, upload.usedBy(), sweepAt));
    }

    @Override
    public synchronized void forget(PublicId publicId) {
        uploads.remove(publicId);
    }

    @Override
    public synchronized void forget(Upload seen) {
        uploads.computeIfPresent(seen.publicId(),
                (_, upload) -> upload.sweepAt().equals(seen.sweepAt()) ? null : upload);
    }

    public synchronized int size() {
        return uploads.size();
    }

    /** All uploads. */
    public synchronized List<Upload> all() {
        return List.copyOf(uploads.values());
    }

    private void replaceHeld(Collection<PublicId> publicIds, Id usedBy, UnaryOperator<Upload> change) {
        publicIds.forEach(publicId -> uploads.computeIfPresent(publicId,
                (_, upload) -> upload.usedBy().equals(Optional.of(usedBy)) ? change.apply(upload) : upload));
    }

    private static Upload used(Upload upload, Optional<Id> usedBy, Instant sweepAt) {
        return new Upload(upload.publicId(), upload.userId(), usedBy, upload.expiresAt(), sweepAt);
    }
}
