package app.nero.generation.mongo;

import static app.nero.generation.GenerationStatus.ACTIVE;
import static app.nero.generation.GenerationStatus.CANCELED;
import static app.nero.generation.GenerationStatus.DELETING;
import static app.nero.generation.GenerationStatus.DRAFT;
import static app.nero.generation.GenerationStatus.FAILED;
import static app.nero.generation.GenerationStatus.HIDDEN;
import static app.nero.generation.GenerationStatus.QUEUED;
import static app.nero.generation.GenerationStatus.RUNNING;
import static app.nero.generation.GenerationStatus.SUCCEEDED;
import static app.nero.generation.GenerationStatus.UNFINISHED;
import static app.nero.generation.GenerationStatus.WAITING;
import static app.nero.generation.GenerationStatus.WITHOUT_IMAGE;
import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.range;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import app.nero.generation.Allowance;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationFilter;
import app.nero.generation.GenerationStatus;
import app.nero.generation.Generations;
import app.nero.generation.Guard;
import app.nero.generation.Lease;
import app.nero.generation.Overdue;
import app.nero.generation.Removal;
import app.nero.generation.Sharing;
import app.nero.generation.Visibility;
import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Generations in the collection {@code generatedImages}. Each write names in its filter the state that it requires. A user's slots
 * are numbered in {@code slot}, and a unique index lets each be occupied once.
 */
public final class MongoGenerations implements Generations {

    public static final String COLLECTION = "generatedImages";

    private final MongoRows rows;

    public MongoGenerations(MongoConnection connection) {
        rows = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).listedBy(GenerationDocument.USER_ID, GenerationDocument.ID)
                .indexed(GenerationDocument.USER_ID, GenerationDocument.STATUS, GenerationDocument.CREATED_AT)
                .indexed(GenerationDocument.TEMPLATE_ID, GenerationDocument.VISIBILITY, GenerationDocument.ID)
                .indexed(resultsByTemplate())
                .uniqueIfSet(GenerationDocument.SLOT).uniqueIfSet(GenerationDocument.PROVIDER_REF)
                .uniqueIfSet(GenerationDocument.SLUG).indexedIfSet(GenerationDocument.SWEEP_AT)
                .ownedBy(GenerationDocument.USER_ID).erasedBy(MongoGenerations::leaveToSweep)
                .withholding(GenerationDocument.VERSION, GenerationDocument.SLOT, GenerationDocument.ATTEMPT,
                        GenerationDocument.LEASE_ID, GenerationDocument.LEASE_UNTIL, GenerationDocument.QUEUED_AT,
                        GenerationDocument.SUBMITTED_AT, GenerationDocument.PROVIDER_REF, GenerationDocument.SWEEP_AT,
                        GenerationDocument.PROVIDER_COST, GenerationDocument.REMOVAL);
    }

    private static IndexModel resultsByTemplate() {
        return new IndexModel(Indexes.ascending(GenerationDocument.TEMPLATE_ID, GenerationDocument.STATUS),
                new IndexOptions().partialFilterExpression(eq(GenerationDocument.STATUS, SUCCEEDED.text())));
    }

    /**
     * An insert that collides lost its slot to another request of the same user, which may have used up the allowance, too. Then
     * everything is read again. Because all requests try the lowest free slot, one that has not seen another collides with it.
     * Only if nothing can be inserted, it looks for the row of an earlier try.
     */
    @Override
    public Drafted draft(Generation draft, Allowance allowance) {
        Document document = GenerationDocument.write(draft);
        while (true) {
            List<Document> recent = recent(draft);
            Optional<Drafted> refusal = allowance.refusal(
                    recent.stream().map(GenerationDocument::readStart).toList(), draft.createdAt());
            Optional<String> slot = freeSlot(draft, allowance.slots(), recent);
            if (refusal.isEmpty() && slot.isPresent()) {
                document.put(GenerationDocument.SLOT, slot.get());
                if (rows.insertUnlessDuplicate(document)) {
                    return new Drafted.New(GenerationDocument.read(document));
                }
            }
            Optional<Generation> existing = find(draft.id());
            if (existing.isPresent()) {
                return new Drafted.Existing(existing.get());
            }
            if (refusal.isPresent()) {
                return refusal.get();
            }
            if (slot.isEmpty()) {
                return new Drafted.NoFreeSlot();
            }
        }
    }

    /** The owner's rows that occupy a slot or that an allowance counts, in one round trip. */
    private List<Document> recent(Generation draft) {
        Bson occupying = and(gte(GenerationDocument.SLOT, draft.userId() + ":"),
                lt(GenerationDocument.SLOT, draft.userId() + ";"));
        Instant since = draft.createdAt().minus(Allowance.MAX_WINDOW);
        Bson counted = and(eq(GenerationDocument.USER_ID, objectId(draft.userId())),
                gt(GenerationDocument.CREATED_AT, Date.from(since)),
                or(ne(GenerationDocument.REMOVAL_CAUSE, Removal.Cause.DRAFT.text()),
                        exists(GenerationDocument.ERROR_CODE)));
        return rows.list(it -> it.find(or(occupying, counted)).projection(include(GenerationDocument.SLOT,
                GenerationDocument.CREATED_AT, GenerationDocument.REMOVAL_CAUSE, GenerationDocument.ERROR_CODE)),
                Function.identity());
    }

    private static Optional<String> freeSlot(Generation draft, int slots, List<Document> recent) {
        Set<String> occupied = recent.stream().map(row -> row.getString(GenerationDocument.SLOT))
                .collect(Collectors.toSet());
        return IntStream.range(0, slots).mapToObj(number -> draft.userId() + ":" + number)
                .filter(slot -> !occupied.contains(slot)).findFirst();
    }

    @Override
    public Optional<Generation> accept(Id id, Instant now, Instant sweepAt) {
        return update(in(id, DRAFT), status(QUEUED), time(GenerationDocument.QUEUED_AT, now),
                time(GenerationDocument.SWEEP_AT, sweepAt));
    }

    @Override
    public Optional<Generation> lease(Id id, Lease lease, Instant now) {
        return update(in(id, QUEUED), status(RUNNING), leased(lease), inc(GenerationDocument.ATTEMPT, 1),
                time(GenerationDocument.STARTED_AT, now));
    }

    @Override
    public boolean report(Id id, Id leaseId, int percent) {
        return update(guarded(id, new Guard.Leased(leaseId)), set(GenerationDocument.PERCENT, percent)).isPresent();
    }

    @Override
    public boolean markSubmitted(Id id, Id leaseId, String engineId, Instant now) {
        return updateUnseen(guarded(id, new Guard.Leased(leaseId)),
                combine(time(GenerationDocument.SUBMITTED_AT, now), set(GenerationDocument.ENGINE_ID, engineId)));
    }

    @Override
    public boolean submitted(Id id, Id leaseId, String providerRef, Instant sweepAt) {
        return update(guarded(id, new Guard.Leased(leaseId)), status(WAITING), unleased(),
                set(GenerationDocument.PROVIDER_REF, providerRef), time(GenerationDocument.SWEEP_AT, sweepAt))
                .isPresent();
    }

    @Override
    public Optional<Generation> collect(Id id, Lease lease) {
        return update(in(id, WAITING), status(RUNNING), leased(lease));
    }

    @Override
    public boolean waitAgain(Id id, Guard guard, Instant sweepAt) {
        return update(with(guarded(id, guard), RUNNING), status(WAITING), unleased(),
                time(GenerationDocument.SWEEP_AT, sweepAt)).isPresent();
    }

    @Override
    public boolean requeue(Id id, Guard guard, Instant now, Instant sweepAt) {
        return update(with(guarded(id, guard), RUNNING), status(QUEUED), unleased(),
                unset(GenerationDocument.SUBMITTED_AT), unset(GenerationDocument.PROVIDER_REF),
                time(GenerationDocument.QUEUED_AT, now), time(GenerationDocument.SWEEP_AT, sweepAt)).isPresent();
    }

    @Override
    public Optional<Generation> succeed(Id id, Id leaseId, GeneratedImage image, String engineId, EngineUse use,
            Instant now) {
        Bson result = combine(set(GenerationDocument.IMAGE_URL, image.url()),
                set(GenerationDocument.PUBLIC_ID, image.publicId().value()),
                set(GenerationDocument.WIDTH, image.width()), set(GenerationDocument.HEIGHT, image.height()),
                set(GenerationDocument.FORMAT, image.format().extension()),
                set(GenerationDocument.BYTES, image.bytes()), set(GenerationDocument.ENGINE_ID, engineId),
                set(GenerationDocument.MODEL, use.model()));
        Bson cost = use.costMicros().isPresent()
                ? set(GenerationDocument.PROVIDER_COST, use.costMicros().getAsLong())
                : combine();
        return update(guarded(id, new Guard.Leased(leaseId)), status(SUCCEEDED), unleased(), result, cost,
                unset(GenerationDocument.SLOT), unset(GenerationDocument.SWEEP_AT),
                time(GenerationDocument.COMPLETED_AT, now));
    }

    @Override
    public Optional<Generation> fail(Id id, Guard guard, FailureCode code, Instant now) {
        if (guard instanceof Guard.Unchanged unchanged && !ACTIVE.contains(unchanged.status())) {
            return Optional.empty();
        }
        return update(guarded(id, guard), status(FAILED), unleased(), set(GenerationDocument.ERROR_CODE, code.name()),
                unset(GenerationDocument.SLOT), time(GenerationDocument.SWEEP_AT, now),
                time(GenerationDocument.COMPLETED_AT, now));
    }

    @Override
    public Optional<Generation> cancel(Id userId, Id id, Instant now) {
        return update(ownedBy(userId, in(id, QUEUED)), status(CANCELED), unset(GenerationDocument.SLOT),
                time(GenerationDocument.SWEEP_AT, now), time(GenerationDocument.COMPLETED_AT, now));
    }

    @Override
    public Optional<Generation> settle(Id id) {
        Document unsettled = byId(id).append(GenerationDocument.STATUS, anyOf(WITHOUT_IMAGE))
                .append(GenerationDocument.SWEEP_AT, new Document("$exists", true));
        return update(unsettled, unset(GenerationDocument.SWEEP_AT));
    }

    @Override
    public Optional<Generation> closeDraft(Id id, Optional<FailureCode> error, Instant now) {
        return update(in(id, DRAFT), removed(Removal.Cause.DRAFT),
                error.map(code -> set(GenerationDocument.ERROR_CODE, code.name())).orElseGet(() -> combine()),
                time(GenerationDocument.SWEEP_AT, now));
    }

    @Override
    public Optional<Generation> delete(Id userId, Id id, Instant now) {
        Document settled = byId(id).append(GenerationDocument.STATUS, anyOf(List.of(SUCCEEDED, FAILED, CANCELED)))
                .append(GenerationDocument.SWEEP_AT, null);
        return update(ownedBy(userId, settled), removed(Removal.Cause.OWNER), time(GenerationDocument.SWEEP_AT, now));
    }

    @Override
    public boolean empty(Id id, Instant sweepAt) {
        Bson personal = combine(Stream.of(GenerationDocument.PROMPT, GenerationDocument.TEMPLATE_ID,
                GenerationDocument.PARENT_ID, GenerationDocument.MASK, GenerationDocument.IMAGE_URL,
                GenerationDocument.PUBLIC_ID, GenerationDocument.WIDTH, GenerationDocument.HEIGHT,
                GenerationDocument.FORMAT, GenerationDocument.BYTES).map(field -> unset(field)).toList());
        return update(in(id, DELETING), personal, set(GenerationDocument.ROOT_ID, objectId(id)),
                set(GenerationDocument.CHARACTER_IDS, List.of()), set(GenerationDocument.SOURCES, List.of()),
                set(GenerationDocument.REMOVAL_EMPTIED, true), time(GenerationDocument.SWEEP_AT, sweepAt)).isPresent();
    }

    @Override
    public void remove(Id id) {
        rows.call(it -> it.deleteOne(byId(id).append(GenerationDocument.REMOVAL_EMPTIED, true)));
    }

    @Override
    public boolean postpone(Id id, Guard.Unchanged guard, Instant sweepAt) {
        return updateUnseen(guarded(id, guard), time(GenerationDocument.SWEEP_AT, sweepAt));
    }

    @Override
    public Optional<Generation> share(Id userId, Id id, Optional<String> seenSlug, Sharing sharing) {
        Document unchanged = ownedBy(userId, in(id, SUCCEEDED)).append(GenerationDocument.SLUG, seenSlug.orElse(null));
        return update(unchanged, set(GenerationDocument.VISIBILITY, sharing.visibility().text()),
                set(GenerationDocument.SHOW_PROMPT, sharing.showPrompt()),
                sharing.slug().map(slug -> set(GenerationDocument.SLUG, slug))
                        .orElseGet(() -> unset(GenerationDocument.SLUG)));
    }

    @Override
    public Optional<Generation> unshare(Id userId, Id id) {
        return update(ownedBy(userId, in(id, SUCCEEDED)), notShared());
    }

    @Override
    public Optional<Generation> find(Id id) {
        return rows.findFirst(byId(id)).map(GenerationDocument::read);
    }

    @Override
    public Optional<Generation> find(Id userId, Id id) {
        return rows.findFirst(ownedBy(userId, byId(id)).append(GenerationDocument.STATUS, noneOf(HIDDEN)))
                .map(GenerationDocument::read);
    }

    @Override
    public Optional<Generation> findShared(String slug) {
        return rows.findFirst(eq(GenerationDocument.SLUG, slug)).map(GenerationDocument::read);
    }

    @Override
    public List<Generation> list(Id userId, GenerationFilter filter, Optional<Id> before, int limit) {
        Document own = new Document(GenerationDocument.USER_ID, objectId(userId)).append(GenerationDocument.STATUS,
                filter.state().map(state -> anyOf(state.statuses())).orElseGet(() -> noneOf(HIDDEN)));
        filter.type().ifPresent(type -> own.append(GenerationDocument.TYPE, type.text()));
        filter.templateId().ifPresent(id -> own.append(GenerationDocument.TEMPLATE_ID, objectId(id)));
        filter.rootId().ifPresent(id -> own.append(GenerationDocument.ROOT_ID, objectId(id)));
        return page(own, before, limit);
    }

    @Override
    public List<Generation> listPublic(Id templateId, Optional<Id> before, int limit) {
        return page(new Document(GenerationDocument.TEMPLATE_ID, objectId(templateId))
                .append(GenerationDocument.VISIBILITY, Visibility.PUBLIC.text()), before, limit);
    }

    private List<Generation> page(Document filter, Optional<Id> before, int limit) {
        before.ifPresent(id -> filter.append(GenerationDocument.ID, new Document("$lt", objectId(id))));
        return rows.list(it -> it.find(filter).sort(descending(GenerationDocument.ID)).limit(limit),
                GenerationDocument::read);
    }

    @Override
    public List<Generation> listDue(Set<GenerationStatus> statuses, Instant now, int max) {
        Document due = new Document(GenerationDocument.SWEEP_AT, new Document("$lte", Date.from(now)))
                .append(GenerationDocument.STATUS, anyOf(statuses));
        return rows.list(it -> it.find(due).sort(ascending(GenerationDocument.SWEEP_AT)).limit(max),
                GenerationDocument::read);
    }

    /** Counts in the partial index of results without fetching documents. */
    @Override
    public Map<Id, Integer> countByTemplate(Id after, Optional<Id> last) {
        return rows.withTimeout(MongoRows.JOB_TIMEOUT).countBy(
                with(range(GenerationDocument.TEMPLATE_ID, after, last), SUCCEEDED),
                "$" + GenerationDocument.TEMPLATE_ID,
                row -> id(row, GenerationDocument.ID));
    }

    @Override
    public int countOverdue(Overdue overdue, int max) {
        Document late = new Document("$lt", Date.from(overdue.since()));
        Document filter = new Document(GenerationDocument.SWEEP_AT, new Document("$lte", Date.from(overdue.dueBy())))
                .append("$or", List.of(new Document(GenerationDocument.SWEEP_AT, late),
                        new Document(GenerationDocument.STATUS, anyOf(WITHOUT_IMAGE))
                                .append(GenerationDocument.COMPLETED_AT, late),
                        new Document(GenerationDocument.STATUS, anyOf(UNFINISHED)).append(
                                GenerationDocument.CREATED_AT,
                                new Document("$lt", Date.from(overdue.activeSince())))));
        return rows.call(it -> Math.toIntExact(it.countDocuments(filter, new CountOptions().limit(max))));
    }

    /**
     * Turns the user's rows into remains, which the sweep clears and then removes. A running one waits until its lease ends,
     * which is its {@code sweepAt}, because its worker may still store an image. Tombstones are due at once: the idempotency keys
     * that could find them are erased, too.
     */
    private static void leaveToSweep(MongoRows rows, Owner owner) {
        Bson erased = combine(removed(Removal.Cause.ERASURE), unset(GenerationDocument.PROMPT), unleased(),
                inc(GenerationDocument.VERSION, 1));
        Document running = new Document(GenerationDocument.USER_ID, objectId(owner.userId()))
                .append(GenerationDocument.STATUS, RUNNING.text());
        rows.call(it -> it.updateMany(running, erased));
        Document others = new Document(GenerationDocument.USER_ID, objectId(owner.userId()))
                .append(GenerationDocument.REMOVAL_CAUSE, new Document("$ne", Removal.Cause.ERASURE.text()));
        rows.call(it -> it.updateMany(others, combine(erased, time(GenerationDocument.SWEEP_AT, owner.until()))));
    }

    private Optional<Generation> update(Document filter, Bson... updates) {
        return rows.update(filter, combine(combine(updates), inc(GenerationDocument.VERSION, 1)))
                .map(GenerationDocument::read);
    }

    /** An update that nobody sees, so that the version stays. */
    private boolean updateUnseen(Document filter, Bson update) {
        return rows.call(it -> it.updateOne(filter, update).getMatchedCount() == 1);
    }

    private static Document in(Id id, GenerationStatus status) {
        return with(byId(id), status);
    }

    private static Document with(Document filter, GenerationStatus status) {
        return filter.append(GenerationDocument.STATUS, status.text());
    }

    private static Document ownedBy(Id userId, Document filter) {
        return filter.append(GenerationDocument.USER_ID, objectId(userId));
    }

    private static Document guarded(Id id, Guard guard) {
        return switch (guard) {
            case Guard.Leased(Id leaseId) -> in(id, RUNNING).append(GenerationDocument.LEASE_ID, objectId(leaseId));
            case Guard.Unchanged(GenerationStatus status, int version, Optional<Instant> sweepAt) ->
                in(id, status).append(GenerationDocument.VERSION, version).append(GenerationDocument.SWEEP_AT,
                        sweepAt.map(Date::from).orElse(null));
        };
    }

    private static Document anyOf(Collection<GenerationStatus> statuses) {
        return new Document("$in", statuses.stream().map(GenerationStatus::text).toList());
    }

    private static Document noneOf(Collection<GenerationStatus> statuses) {
        return new Document("$nin", statuses.stream().map(GenerationStatus::text).toList());
    }

    private static Bson status(GenerationStatus status) {
        return set(GenerationDocument.STATUS, status.text());
    }

    private static Bson time(String field, Instant at) {
        return set(field, Date.from(at));
    }

    private static Bson leased(Lease lease) {
        return combine(set(GenerationDocument.LEASE_ID, objectId(lease.id())),
                time(GenerationDocument.LEASE_UNTIL, lease.until()),
                time(GenerationDocument.SWEEP_AT, lease.until()));
    }

    private static Bson unleased() {
        return combine(unset(GenerationDocument.LEASE_ID), unset(GenerationDocument.LEASE_UNTIL),
                unset(GenerationDocument.PERCENT));
    }

    private static Bson removed(Removal.Cause cause) {
        return combine(status(DELETING), set(GenerationDocument.REMOVAL_CAUSE, cause.text()), notShared(),
                unset(GenerationDocument.SLOT));
    }

    private static Bson notShared() {
        return combine(set(GenerationDocument.VISIBILITY, Visibility.PRIVATE.text()), unset(GenerationDocument.SLUG),
                set(GenerationDocument.SHOW_PROMPT, false));
    }
}
