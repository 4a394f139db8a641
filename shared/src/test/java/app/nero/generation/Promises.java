package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.stars.StarsEntry;
import app.nero.throttle.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds of all generations, whatever fails: watches a world while it runs, and checks it once it has settled. */
final class Promises {

    private static final String REF = "generation:";

    private final GenerationWorld world;
    private final Set<Id> users = new HashSet<>();
    private final Set<Id> erased = new HashSet<>();
    private final Set<Id> accepted = new HashSet<>();
    private final Set<Id> delivered = new HashSet<>();
    private final Set<Id> deleted = new HashSet<>();
    private final Set<Id> closed = new HashSet<>();
    private final Map<Id, Id> owners = new HashMap<>();
    private final Map<Id, Integer> prices = new HashMap<>();

    Promises(GenerationWorld world) {
        this.world = world;
    }

    void user(Id userId) {
        users.add(userId);
    }

    /** A request was answered 202. */
    void accepted(Id id) {
        accepted.add(id);
    }

    /** The erasure of the account begins. */
    void erasing(Id userId) {
        users.remove(userId);
    }

    /** The account is erased. None of its generations may deliver an image any more. */
    void erased(Id userId) {
        erased.add(userId);
    }

    int acceptances() {
        return accepted.size();
    }

    int deliveries() {
        return delivered.size();
    }

    /** How many of the jobs that a provider accepted delivered an image. */
    long deliveries(ScriptedProvider provider) {
        return provider.jobs().stream().map(EngineJob::id).distinct().filter(delivered::contains).count();
    }

    /** Looks at the world between two steps. */
    void watch() {
        Map<Id, List<Generation>> rows = world.generations.all().collect(Collectors.groupingBy(Generation::userId));
        users.forEach(id -> checkLimits(id, rows.getOrDefault(id, List.of())));
        Set<PublicId> stored = world.store.publicIds();
        world.generations.all().forEach(row -> {
            owners.put(row.id(), row.userId());
            prices.put(row.id(), row.stars());
            if (row.status() == GenerationStatus.SUCCEEDED) {
                delivered.add(row.id());
                assertFalse(erased.contains(row.userId()), () -> row.id() + " succeeded after an erasure");
                assertTrue(stored.contains(row.image().orElseThrow().publicId()), () -> row.id() + " misses its image");
                assertTrue(stored.containsAll(row.recipe().uploads()), () -> row.id() + " misses a source");
            }
            row.removal().map(Removal::cause).ifPresent(cause -> {
                switch (cause) {
                    case OWNER -> deleted.add(row.id());
                    case DRAFT -> closed.add(row.id());
                    case ERASURE -> {
                        // The user is no longer in the set.
                    }
                }
            });
        });
    }

    private void checkLimits(Id userId, List<Generation> rows) {
        User user = world.users.find(userId).orElseThrow();
        List<Instant> starts = rows.stream().map(Allowance.Start::of).filter(Allowance.Start::isCounted)
                .map(Allowance.Start::at).toList();
        for (Limit limit : world.limits.of(user, world.clock.instant()).limits()) {
            Instant begin = world.clock.instant().minus(limit.window());
            long count = starts.stream().filter(at -> at.isAfter(begin)).count();
            assertTrue(count <= limit.count(), () -> count + " generations exceed " + limit);
        }
    }

    /** Lets sweeps and workers run until nothing is due any more, tombstones included. */
    void settle() {
        for (int i = 0; i < 60 && (i == 0 || isActive()); i++) {
            world.clock.advance(Duration.ofSeconds(700));
            sweep();
            world.work();
            watch();
        }
        for (int i = 0; i < 3; i++) {
            world.clock.advance(Generation.KEPT);
            sweep();
            watch();
        }
    }

    private boolean isActive() {
        return !world.queue.all().isEmpty()
                || world.generations.all().anyMatch(row -> !row.isSettled() && row.isShown()
                        || row.removal().filter(Removal::emptied).isEmpty() && !row.isShown());
    }

    private void sweep() {
        world.sweep.sweep();
        world.sweepPictures.sweep();
    }

    /** Checks a world that has settled. */
    void check() {
        List<Generation> rows = world.generations.all().toList();
        rows.forEach(row -> {
            assertTrue(row.isSettled(), () -> row.id() + " rests as " + row.status());
            assertEquals(Optional.empty(), row.progress().slot(), () -> row.id() + " has a slot");
            assertTrue(users.contains(row.userId()), () -> row.id() + " belongs to an erased user");
        });
        users.forEach(this::checkStars);
        erased.forEach(id -> assertEquals(List.of(), world.ledger.of(id), () -> id + " has a ledger after an erasure"));
        checkPictures(rows);
        checkUses(rows);
        world.provider.canceled().forEach(job -> {
            Id id = world.provider.generationOf(job);
            assertFalse(delivered.contains(id) && users.contains(owners.get(id)), () -> "the job of " + id
                    + " was canceled, but delivered");
        });
        accepted.stream().filter(id -> users.contains(owners.get(id))).forEach(id -> {
            assertFalse(closed.contains(id), () -> id + " was accepted and then closed");
            assertTrue(deleted.contains(id) || world.generations.find(id).isPresent(), () -> id + " was lost");
        });
    }

    /** Each delivered generation costs its price, and nothing else costs anything. */
    private void checkStars(Id user) {
        Map<Id, Integer> costs = world.ledger.of(user).stream().filter(entry -> entry.subject(REF).isPresent())
                .collect(Collectors.groupingBy(entry -> entry.subject(REF).orElseThrow(),
                        Collectors.summingInt(entry -> -entry.amount())));
        Set<Id> own = owners.keySet().stream().filter(id -> owners.get(id).equals(user)).collect(Collectors.toSet());
        own.addAll(costs.keySet());
        own.forEach(id -> assertEquals(delivered.contains(id) ? prices.get(id) : 0, costs.getOrDefault(id, 0),
                () -> "cost of " + id));
        int balance = 0;
        for (StarsEntry entry : world.ledger.of(user)) {
            balance += entry.amount();
            assertEquals(balance, entry.balance(), "balance");
        }
        int shown = world.ledger.findLast(user).orElseThrow().balance();
        world.repairBalances.repair();
        assertEquals(shown, world.users.find(user).orElseThrow().stars(), "shown balance");
    }

    /** Before a recount, a crash may have prevented that a use is counted, but none is counted twice. */
    private void checkUses(List<Generation> rows) {
        Map<Id, Long> results = rows.stream().filter(row -> row.status() == GenerationStatus.SUCCEEDED)
                .flatMap(row -> row.recipe().templateId().stream())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        world.templates.counts(Id.NOBODY, Integer.MAX_VALUE)
                .forEach(counts -> assertTrue(counts.uses() <= delivered.size(), "a use was counted twice"));
        world.recountTemplates.recount();
        world.templates.counts(Id.NOBODY, Integer.MAX_VALUE).forEach(counts -> assertEquals(
                results.getOrDefault(counts.templateId(), 0L), counts.uses(), "uses of a template"));
    }

    /** Every stored picture belongs to a result, and each result holds its sources. Other sources are free, or destroyed. */
    private void checkPictures(List<Generation> rows) {
        Set<PublicId> expected = rows.stream().flatMap(row -> row.image().stream()).map(GeneratedImage::publicId)
                .collect(Collectors.toSet());
        Map<PublicId, Upload> uploads = world.uploads.all().stream()
                .collect(Collectors.toMap(Upload::publicId, upload -> upload));
        for (Generation row : rows) {
            if (row.status() == GenerationStatus.SUCCEEDED) {
                expected.addAll(row.recipe().uploads());
                row.recipe().uploads().forEach(source -> assertEquals(Optional.of(row.id()),
                        uploads.remove(source).usedBy(), () -> row.id() + " does not hold its source"));
            }
        }
        assertEquals(expected, world.store.publicIds(), "stored pictures");
        assertEquals(Map.of(), uploads, "uploads after their expiry");
    }
}
