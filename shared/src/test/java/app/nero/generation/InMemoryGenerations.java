package app.nero.generation;

import static app.nero.generation.GenerationStatus.ACTIVE;
import static app.nero.generation.GenerationStatus.CANCELED;
import static app.nero.generation.GenerationStatus.DELETING;
import static app.nero.generation.GenerationStatus.DRAFT;
import static app.nero.generation.GenerationStatus.FAILED;
import static app.nero.generation.GenerationStatus.QUEUED;
import static app.nero.generation.GenerationStatus.RUNNING;
import static app.nero.generation.GenerationStatus.SUCCEEDED;
import static app.nero.generation.GenerationStatus.WAITING;
import static app.nero.generation.GenerationStatus.WITHOUT_IMAGE;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generations in a map. */
public final class InMemoryGenerations implements Generations {

    private static final Comparator<Generation> NEWEST_FIRST = Comparator
            .comparing((Generation it) -> it.id().value()).reversed();

    private final Map<Id, Generation> rows = new HashMap<>();

    @Override
    public synchronized Drafted draft(Generation draft, Allowance allowance) {
        if (rows.containsKey(draft.id())) {
            return new Drafted.Existing(rows.get(draft.id()));
        }
        Optional<Drafted> refusal = allowance.refusal(
                all().filter(ownedBy(draft.userId())).map(Allowance.Start::of).toList(), draft.createdAt());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Set<String> occupied = rows.values().stream().flatMap(row -> row.progress().slot().stream())
                .collect(Collectors.toSet());
        Optional<String> free = IntStream.range(0, allowance.slots()).mapToObj(number -> draft.userId() + ":" + number)
                .filter(slot -> !occupied.contains(slot)).findFirst();
        if (free.isEmpty()) {
            return new Drafted.NoFreeSlot();
        }
        Generation written = GenerationBuilder.from(draft).slot(free).build();
        rows.put(draft.id(), written);
        return new Drafted.New(written);
    }

    @Override
    public Optional<Generation> accept(Id id, Instant now, Instant sweepAt) {
        return change(id, has(DRAFT), row -> row.status(QUEUED).queuedAt(now).sweepAt(Optional.of(sweepAt)));
    }

    @Override
    public Optional<Generation> lease(Id id, Lease lease, Instant now) {
        return change(id, has(QUEUED), row -> row.status(RUNNING).attempt(rows.get(id).progress().attempt() + 1)
                .startedAt(now).lease(Optional.of(lease)).sweepAt(Optional.of(lease.until())));
    }

    @Override
    public boolean report(Id id, Id leaseId, int percent) {
        return change(id, guarded(new Guard.Leased(leaseId)), row -> row.percent(percent)).isPresent();
    }

    @Override
    public synchronized boolean markSubmitted(Id id, Id leaseId, String engineId, Instant now) {
        boolean matches = Optional.ofNullable(rows.get(id)).filter(guarded(new Guard.Leased(leaseId))).isPresent();
        if (matches) {
            rows.computeIfPresent(id, (_, row) -> GenerationBuilder.from(row).engineId(engineId)
                    .submittedAt(Optional.of(now)).build());
        }
        return matches;
    }

    @Override
    public boolean submitted(Id id, Id leaseId, String providerRef, Instant sweepAt) {
        return change(id, guarded(new Guard.Leased(leaseId)), row -> row.status(WAITING).lease(Optional.empty())
                .providerRef(Optional.of(providerRef)).sweepAt(Optional.of(sweepAt))).isPresent();
    }

    @Override
    public Optional<Generation> collect(Id id, Lease lease) {
        return change(id, has(WAITING),
                row -> row.status(RUNNING).lease(Optional.of(lease)).sweepAt(Optional.of(lease.until())));
    }

    @Override
    public boolean waitAgain(Id id, Guard guard, Instant sweepAt) {
        return change(id, has(RUNNING).and(guarded(guard)),
                row -> row.status(WAITING).lease(Optional.empty()).sweepAt(Optional.of(sweepAt))).isPresent();
    }

    @Override
    public boolean requeue(Id id, Guard guard, Instant now, Instant sweepAt) {
        return change(id, has(RUNNING).and(guarded(guard)), row -> row.status(QUEUED).lease(Optional.empty())
                .submittedAt(Optional.empty()).providerRef(Optional.empty()).queuedAt(now)
                .sweepAt(Optional.of(sweepAt))).isPresent();
    }

    @Override
    public Optional<Generation> succeed(Id id, Id leaseId, GeneratedImage image, String engineId, EngineUse use,
            Instant now) {
        return change(id, guarded(new Guard.Leased(leaseId)),
                row -> row.status(SUCCEEDED).slot(Optional.empty()).lease(Optional.empty()).sweepAt(Optional.empty())
                        .image(Optional.of(image)).engineId(engineId).engineUse(Optional.of(use)).completedAt(now));
    }

    @Override
    public Optional<Generation> fail(Id id, Guard guard, FailureCode code, Instant now) {
        Predicate<Generation> active = row -> ACTIVE.contains(row.status());
        return change(id, active.and(guarded(guard)), row -> row.status(FAILED).slot(Optional.empty())
                .lease(Optional.empty()).sweepAt(Optional.of(now)).error(Optional.of(code)).completedAt(now));
    }

    @Override
    public Optional<Generation> cancel(Id userId, Id id, Instant now) {
        return change(id, has(QUEUED).and(ownedBy(userId)), row -> row.status(CANCELED).slot(Optional.empty())
                .sweepAt(Optional.of(now)).completedAt(now));
    }

    @Override
    public Optional<Generation> settle(Id id) {
        return change(id, row -> WITHOUT_IMAGE.contains(row.status()) && row.progress().sweepAt().isPresent(),
                row -> row.sweepAt(Optional.empty()));
    }

    @Override
    public Optional<Generation> closeDraft(Id id, Optional<FailureCode> error, Instant now) {
        return change(id, has(DRAFT), row -> row.status(DELETING).slot(Optional.empty())
                .removal(new Removal(Removal.Cause.DRAFT, false)).error(error).sweepAt(Optional.of(now)));
    }

    @Override
    public Optional<Generation> delete(Id userId, Id id, Instant now) {
        Predicate<Generation> settled = Generation::isSettled;
        return change(id, settled.and(ownedBy(userId)), row -> row.status(DELETING).sharing(Sharing.PRIVATE)
                .removal(new Removal(Removal.Cause.OWNER, false)).sweepAt(Optional.of(now)));
    }

    @Override
    public synchronized boolean empty(Id id, Instant sweepAt) {
        return change(id, has(DELETING), row -> row.prompt(Optional.empty()).templateId(Optional.empty())
                .parentId(Optional.empty()).rootId(id).characterIds(List.of()).sources(List.of())
                .mask(Optional.empty()).image(Optional.empty())
                .removal(new Removal(rows.get(id).removal().orElseThrow().cause(), true))
                .sweepAt(Optional.of(sweepAt))).isPresent();
    }

    @Override
    public synchronized void remove(Id id) {
        rows.computeIfPresent(id, (_, row) -> row.removal().filter(Removal::emptied).isPresent() ? null : row);
    }

    @Override
    public synchronized boolean postpone(Id id, Guard.Unchanged guard, Instant sweepAt) {
        boolean matches = Optional.ofNullable(rows.get(id)).filter(guarded(guard)).isPresent();
        if (matches) {
            rows.computeIfPresent(id, (_, row) -> GenerationBuilder.from(row).sweepAt(Optional.of(sweepAt)).build());
        }
        return matches;
    }

    @Override
    public Optional<Generation> share(Id userId, Id id, Optional<String> seenSlug, Sharing sharing) {
        return change(id, has(SUCCEEDED).and(ownedBy(userId)).and(row -> row.sharing().slug().equals(seenSlug)),
                row -> row.sharing(sharing));
    }

    @Override
    public Optional<Generation> unshare(Id userId, Id id) {
        return change(id, has(SUCCEEDED).and(ownedBy(userId)), row -> row.sharing(Sharing.PRIVATE));
    }

    @Override
    public synchronized Optional<Generation> find(Id id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Optional<Generation> find(Id userId, Id id) {
        return find(id).filter(ownedBy(userId)).filter(Generation::isShown);
    }

    @Override
    public Optional<Generation> findShared(String slug) {
        return all().filter(row -> row.sharing().slug().equals(Optional.of(slug))).findFirst();
    }

    @Override
    public List<Generation> list(Id userId, GenerationFilter filter, Optional<Id> before, int limit) {
        return page(all().filter(ownedBy(userId)).filter(Generation::isShown).filter(filter::matches), before, limit);
    }

    @Override
    public List<Generation> listPublic(Id templateId, Optional<Id> before, int limit) {
        return page(all().filter(row -> row.recipe().templateId().equals(Optional.of(templateId))
                && row.sharing().visibility() == Visibility.PUBLIC), before, limit);
    }

    @Override
    public List<Generation> listDue(Set<GenerationStatus> statuses, Instant now, int max) {
        return all().filter(row -> statuses.contains(row.status()))
                .filter(row -> row.progress().sweepAt().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(row -> row.progress().sweepAt().orElseThrow())).limit(max).toList();
    }

    @Override
    public Map<Id, Integer> countByTemplate(Id after, Optional<Id> last) {
        return all().filter(has(SUCCEEDED)).flatMap(row -> row.recipe().templateId().stream())
                .filter(id -> id.compareTo(after) > 0 && last.filter(end -> id.compareTo(end) > 0).isEmpty())
                .collect(Collectors.groupingBy(id -> id, Collectors.summingInt(_ -> 1)));
    }

    @Override
    public int countOverdue(Overdue overdue, int max) {
        return (int) all().filter(overdue::matches).limit(max).count();
    }

    /** Turns a user's rows into remains, as an erasure does. */
    public synchronized void erase(Id userId, Instant now) {
        rows.replaceAll((_, row) -> {
            if (!row.userId().equals(userId) || row.isRemovedBy(Removal.Cause.ERASURE)) {
                return row;
            }
            boolean isEmptied = row.removal().filter(Removal::emptied).isPresent();
            Instant sweepAt = row.progress().lease().map(Lease::until).orElse(now);
            return GenerationBuilder.from(row).nextVersion().status(DELETING).slot(Optional.empty())
                    .lease(Optional.empty()).prompt(Optional.empty()).sharing(Sharing.PRIVATE)
                    .removal(new Removal(Removal.Cause.ERASURE, isEmptied)).sweepAt(Optional.of(sweepAt)).build();
        });
    }

    /** All rows, in any state. */
    public synchronized Stream<Generation> all() {
        return List.copyOf(rows.values()).stream();
    }

    private synchronized Optional<Generation> change(Id id, Predicate<Generation> condition,
            UnaryOperator<GenerationBuilder> change) {
        Optional<Generation> changed = Optional.ofNullable(rows.get(id)).filter(condition)
                .map(row -> change.apply(GenerationBuilder.from(row).nextVersion()).build());
        changed.ifPresent(row -> rows.put(id, row));
        return changed;
    }

    private static List<Generation> page(Stream<Generation> rows, Optional<Id> before, int limit) {
        return rows.filter(row -> before.filter(id -> row.id().value().compareTo(id.value()) >= 0).isEmpty())
                .sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private static Predicate<Generation> has(GenerationStatus status) {
        return row -> row.status() == status;
    }

    private static Predicate<Generation> ownedBy(Id userId) {
        return row -> row.userId().equals(userId);
    }

    private static Predicate<Generation> guarded(Guard guard) {
        return switch (guard) {
            case Guard.Leased(Id leaseId) -> row -> row.status() == RUNNING
                    && row.progress().lease().filter(lease -> lease.id().equals(leaseId)).isPresent();
            case Guard.Unchanged unchanged -> row -> Guard.unchanged(row).equals(unchanged);
        };
    }
}
