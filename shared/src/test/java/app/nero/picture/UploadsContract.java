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

/** Tests that every implementation of {@link Uploads} must pass. */
public abstract class UploadsContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");

    private final Id user = Some.id();

    protected abstract Uploads uploads();

    @Test
    void grantsAtMostOneOfSeveralConcurrentClaims() {
        List<PublicId> granted = grant(3);

        List<Boolean> claimed = Race.of(20, _ -> () -> uploads().claim(user, granted, Some.id(), NOW));

        assertTrue(claimed.stream().filter(Boolean::booleanValue).count() <= 1);
    }

    @Test
    void claimsAnUploadOnce() {
        List<PublicId> granted = grant(3);

        assertTrue(uploads().claim(user, granted, Some.id(), NOW));
        assertFalse(uploads().claim(user, granted, Some.id(), NOW));
        assertFalse(uploads().claim(user, granted.subList(0, 1), Some.id(), NOW));
    }

    @Test
    void claimsAllUploadsOrNone() {
        List<PublicId> granted = grant(3);
        List<PublicId> withUnknown = List.of(granted.get(0), granted.get(1), PublicId.ofCharacter(user, Some.id()));

        assertFalse(uploads().claim(user, withUnknown, Some.id(), NOW));

        assertTrue(uploads().claim(user, granted, Some.id(), NOW));
    }

    @Test
    void refusesAClaimByAnotherUser() {
        assertFalse(uploads().claim(Some.id(), grant(3), Some.id(), NOW));
    }

    @Test
    void refusesAClaimOfExpiredUploads() {
        List<PublicId> granted = grant(3);

        assertFalse(uploads().claim(user, granted, Some.id(), NOW.plusSeconds(60)));
        assertTrue(uploads().claim(user, granted, Some.id(), NOW.plusSeconds(60).minusMillis(1)));
    }

    @Test
    void releasesUploadsOnlyForTheirClaimant() {
        List<PublicId> granted = grant(3);
        Id use = Some.id();
        uploads().claim(user, granted, use, NOW);

        uploads().release(granted, Some.id());
        assertFalse(uploads().claim(user, granted, Some.id(), NOW));
        uploads().release(granted, use);
        assertTrue(uploads().claim(user, granted, Some.id(), NOW));
    }

    @Test
    void letsAUseClaimAgainWhatItHolds() {
        List<PublicId> granted = grant(3);
        Id use = Some.id();
        uploads().claim(user, granted.subList(0, 1), use, NOW);

        assertTrue(uploads().claim(user, granted, use, NOW));
        assertTrue(uploads().claim(user, granted, use, NOW.plusSeconds(60)));
        assertFalse(uploads().claim(Some.id(), granted, use, NOW));
    }

    @Test
    void releasesWhatAnIncompleteClaimHolds() {
        List<PublicId> granted = grant(2);
        Id use = Some.id();
        uploads().claim(user, granted.subList(0, 1), use, NOW);
        uploads().claim(user, granted.subList(1, 2), Some.id(), NOW);

        assertFalse(uploads().claim(user, granted, use, NOW));

        assertTrue(uploads().claim(user, granted.subList(0, 1), Some.id(), NOW));
    }

    @Test
    void holdsUnexpiredUploadsThatAreFreeOrHeld() {
        List<PublicId> granted = grant(3);
        Id use = Some.id();

        assertTrue(uploads().hold(user, granted.subList(0, 2), use, NOW));
        assertTrue(uploads().hold(user, granted, use, NOW.plusSeconds(60).minusMillis(1)));

        assertFalse(uploads().hold(user, granted, use, NOW.plusSeconds(60)));
        assertFalse(uploads().hold(user, granted, Some.id(), NOW));
        assertFalse(uploads().hold(Some.id(), grant(1), use, NOW));
        assertFalse(uploads().claim(user, granted, Some.id(), NOW));
    }

    @Test
    void keepsWhatAUseHoldsWhenItCannotHoldMore() {
        List<PublicId> granted = grant(2);
        Id use = Some.id();
        uploads().hold(user, granted.subList(0, 1), use, NOW);
        uploads().claim(user, granted.subList(1, 2), Some.id(), NOW);

        assertFalse(uploads().hold(user, granted, use, NOW));

        assertFalse(uploads().claim(user, granted.subList(0, 1), Some.id(), NOW));
    }

    @Test
    void forgetsAnUploadOnlyAsItWasRead() {
        List<PublicId> granted = grant(2);
        List<Upload> seen = due(NOW.plusSeconds(90), granted);
        uploads().add(List.of(Upload.beforeDeletion(Some.id(), seen.getFirst().publicId(), user, NOW,
                NOW.plusSeconds(30))));

        seen.forEach(uploads()::forget);

        assertEquals(List.of(seen.getFirst().publicId()),
                due(NOW.plusSeconds(90), granted).stream().map(Upload::publicId).toList());
    }

    @Test
    void releasesUploadsWithANewExpiry() {
        List<PublicId> granted = grant(1);
        Id use = Some.id();
        uploads().claim(user, granted, use, NOW);
        Instant expiry = NOW.plusSeconds(600);

        uploads().release(granted, Some.id(), expiry, expiry.plusSeconds(30));
        assertFalse(uploads().claim(user, granted, Some.id(), NOW));
        uploads().release(granted, use, expiry, expiry.plusSeconds(30));

        assertEquals(List.of(), due(NOW.plusSeconds(90), granted));
        assertEquals(List.of(Upload.granted(granted.getFirst(), user, expiry, expiry.plusSeconds(30))),
                due(expiry.plusSeconds(30), granted));
        assertTrue(uploads().claim(user, granted, Some.id(), expiry.minusMillis(1)));
    }

    @Test
    void makesDiscardedUploadsDueButNotFree() {
        List<PublicId> granted = grant(1);
        Id use = Some.id();
        uploads().claim(user, granted, use, NOW);

        uploads().discard(granted, Some.id(), NOW);
        assertEquals(List.of(), due(NOW, granted));
        uploads().discard(granted, use, NOW);

        assertEquals(Optional.of(use), due(NOW, granted).getFirst().usedBy());
        assertFalse(uploads().claim(user, granted, Some.id(), NOW));
    }

    @Test
    void listsDueUploads() {
        Id use = Some.id();
        List<PublicId> granted = grant(2);
        uploads().claim(user, granted.subList(1, 2), use, NOW);
        PublicId deleted = PublicId.ofTemplate(Some.id());
        uploads().add(List.of(Upload.beforeDeletion(use, deleted, user, NOW, NOW.plusSeconds(30))));
        List<PublicId> all = List.of(deleted, granted.get(0), granted.get(1));

        assertEquals(List.of(new Upload(deleted, user, Optional.of(use), NOW, NOW.plusSeconds(30))),
                due(NOW.plusSeconds(30), all));
        assertEquals(3, due(NOW.plusSeconds(90), all).size());
        uploads().postpone(deleted, NOW.plusSeconds(100));
        uploads().forget(granted.get(0));
        assertEquals(Optional.of(use), due(NOW.plusSeconds(90), all).getFirst().usedBy());
        assertEquals(2, due(NOW.plusSeconds(100), all).size());
    }

    private List<Upload> due(Instant now, List<PublicId> among) {
        return uploads().listDue(now, 1_000).stream().filter(upload -> among.contains(upload.publicId())).toList();
    }

    private List<PublicId> grant(int count) {
        List<PublicId> granted = Stream.generate(() -> PublicId.ofCharacter(user, Some.id())).limit(count).toList();
        uploads().add(granted.stream()
                .map(publicId -> Upload.granted(publicId, user, NOW.plusSeconds(60), NOW.plusSeconds(90)))
                .toList());
        return granted;
    }
}
