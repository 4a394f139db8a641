package app.nero.character.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import app.nero.character.CharacterDraft;
import app.nero.character.CharacterImage;
import app.nero.character.CharacterRemains;
import app.nero.character.Characters;
import app.nero.character.UserCharacter;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.picture.PublicId;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Characters in the collection {@code characters}. The {@code status} of drafts is {@code pending}, of characters
 * {@code active}, of remains {@code deleting}. Drafts and characters each occupy a numbered {@code place} of their
 * user. The unique index on it enforces {@link UserCharacter#MAX_PER_USER}. Drafts and remains have a {@code sweepAt}.
 */
public final class MongoCharacters implements Characters {

    public static final String COLLECTION = "characters";

    private static final String PENDING = "pending";
    private static final String ACTIVE = "active";
    private static final String DELETING = "deleting";

    private static final String STATUS = "status";
    private static final String PLACE = "place";
    private static final String SWEEP_AT = "sweepAt";
    private static final String UPDATED_AT = "updatedAt";
    private static final String IMAGES = "images";
    private static final String USER_ID = "userId";

    private final MongoRows characters;

    public MongoCharacters(MongoConnection connection) {
        characters = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).listedBy(USER_ID, "_id").uniqueIfSet(PLACE).indexedIfSet(SWEEP_AT)
                .ownedBy(USER_ID).erasedBy(MongoCharacters::leaveToSweep).withholding(PLACE, SWEEP_AT);
    }

    /** An insert fails if a concurrent request of the same user took the place first. Then the next free place is tried. */
    @Override
    public Drafted draft(CharacterDraft draft) {
        Document row = new Document("_id", objectId(draft.id()))
                .append(USER_ID, objectId(draft.userId()))
                .append("name", draft.name().value())
                .append(IMAGES,
                        draft.pictures().stream().map(picture -> new Document("publicId", picture.value())).toList())
                .append(STATUS, PENDING)
                .append("createdAt", Date.from(draft.createdAt()))
                .append(UPDATED_AT, Date.from(draft.createdAt()))
                .append(SWEEP_AT, Date.from(draft.sweepAt()));
        while (true) {
            Optional<String> place = freePlace(draft);
            place.ifPresent(free -> row.put(PLACE, free));
            if (place.isPresent() && characters.insertUnlessDuplicate(row)) {
                return Drafted.SAVED;
            }
            if (characters.findFirst(byId(draft.id())).isPresent()) {
                return Drafted.EXISTS;
            }
            if (place.isEmpty()) {
                return Drafted.QUOTA_REACHED;
            }
        }
    }

    @Override
    public Optional<List<PublicId>> resume(CharacterDraft draft) {
        Bson inTime = and(byId(draft.id()), eq(USER_ID, objectId(draft.userId())),
                gt(SWEEP_AT, Date.from(draft.createdAt().plus(RESUME_MARGIN))));
        Bson resumed = combine(set(STATUS, PENDING), set(SWEEP_AT, Date.from(draft.sweepAt())));
        return characters.update(and(inTime, eq(STATUS, PENDING)), resumed)
                .or(() -> freePlace(draft)
                        .flatMap(place -> resumeAbandoned(inTime, combine(resumed, set(PLACE, place)))))
                .map(row -> readRemains(row).pictures());
    }

    /** Empty also if another request took the place first. */
    private Optional<Document> resumeAbandoned(Bson inTime, Bson update) {
        Bson abandoned = and(inTime, eq(STATUS, DELETING));
        return characters
                .callUnlessDuplicate(
                        collection -> Optional.ofNullable(collection.findOneAndUpdate(abandoned, update)))
                .flatMap(Function.identity());
    }

    /** Starts at a place that depends on the draft's id, so that concurrent requests rarely collide. */
    private Optional<String> freePlace(CharacterDraft draft) {
        Set<String> taken = characters
                .call(collection -> collection.find(and(eq(USER_ID, objectId(draft.userId())), Filters.exists(PLACE)))
                        .projection(include(PLACE)).map(row -> row.getString(PLACE)).into(new HashSet<>()));
        int first = Math.floorMod(draft.id().hashCode(), UserCharacter.MAX_PER_USER);
        return IntStream.range(first, first + UserCharacter.MAX_PER_USER)
                .mapToObj(number -> draft.userId() + ":" + number % UserCharacter.MAX_PER_USER)
                .filter(place -> !taken.contains(place)).findFirst();
    }

    @Override
    public Optional<UserCharacter> complete(Id id, List<CharacterImage> images, Instant now) {
        Bson shown = combine(set(STATUS, ACTIVE), set(IMAGES, write(images)), set(UPDATED_AT, Date.from(now)),
                unset(SWEEP_AT));
        return characters.update(and(byId(id), eq(STATUS, PENDING)), shown).map(MongoCharacters::read);
    }

    @Override
    public void abandon(Id id, Instant now, Instant sweepAt) {
        characters.call(collection -> collection.updateOne(and(byId(id), eq(STATUS, PENDING)), remains(now, sweepAt)));
    }

    @Override
    public List<UserCharacter> list(Id userId) {
        return characters.list(collection -> collection.find(active(userId)).sort(descending("_id")),
                MongoCharacters::read);
    }

    @Override
    public Optional<UserCharacter> find(Id userId, Id id) {
        return characters.findFirst(and(byId(id), active(userId))).map(MongoCharacters::read);
    }

    @Override
    public boolean replace(UserCharacter seen, UserCharacter changed) {
        Bson unchanged = and(byId(seen.id()), active(seen.userId()), eq(UPDATED_AT, Date.from(seen.updatedAt())));
        Bson update = combine(set("name", changed.name().value()), set(IMAGES, write(changed.images())),
                set(UPDATED_AT, Date.from(changed.updatedAt())));
        return characters.call(collection -> collection.updateOne(unchanged, update).getMatchedCount() == 1);
    }

    @Override
    public Optional<CharacterRemains> remove(Id userId, Id id, Instant now, Instant sweepAt) {
        return characters
                .find(collection -> collection.findOneAndUpdate(and(byId(id), active(userId)), remains(now, sweepAt)))
                .map(MongoCharacters::readRemains);
    }

    @Override
    public void forget(Id id) {
        characters.call(collection -> collection.deleteOne(and(byId(id), ne(STATUS, ACTIVE))));
    }

    @Override
    public List<CharacterRemains> takeDue(Instant now, int max) {
        Bson due = lte(SWEEP_AT, Date.from(now));
        characters.call(collection -> collection.updateMany(and(eq(STATUS, PENDING), due), remains()));
        return characters.list(
                collection -> collection.find(and(eq(STATUS, DELETING), due)).sort(ascending(SWEEP_AT)).limit(max),
                MongoCharacters::readRemains);
    }

    @Override
    public void postpone(Id id, Instant sweepAt) {
        characters.call(collection -> collection.updateOne(and(byId(id), eq(STATUS, DELETING)),
                set(SWEEP_AT, Date.from(sweepAt))));
    }

    @Override
    public boolean names(Id id, PublicId picture) {
        Bson naming = and(byId(id), eq("images.publicId", picture.value()));
        return characters.find(collection -> collection.find(naming).projection(include("_id")).first()).isPresent();
    }

    /**
     * Turns a user's characters into remains, which the sweep removes together with their pictures. Characters are due
     * at once, drafts at their own {@code sweepAt}, because an upload may still be running.
     */
    private static void leaveToSweep(MongoRows characters, Owner owner) {
        characters.call(
                collection -> collection.updateMany(active(owner.userId()), remains(owner.until(), owner.until())));
        Bson drafts = and(eq(USER_ID, objectId(owner.userId())), eq(STATUS, PENDING));
        characters.call(collection -> collection.updateMany(drafts, remains()));
    }

    private static Bson active(Id userId) {
        return and(eq(USER_ID, objectId(userId)), eq(STATUS, ACTIVE));
    }

    /** Turns a document into remains with the same {@code sweepAt}. */
    private static Bson remains() {
        return combine(set(STATUS, DELETING), unset(PLACE));
    }

    private static Bson remains(Instant now, Instant sweepAt) {
        return combine(remains(), set(UPDATED_AT, Date.from(now)), set(SWEEP_AT, Date.from(sweepAt)));
    }

    private static List<Document> write(List<CharacterImage> images) {
        return IntStream.range(0, images.size())
                .mapToObj(order -> new Document("publicId", images.get(order).publicId().value())
                        .append("url", images.get(order).url()).append("order", order))
                .toList();
    }

    private static UserCharacter read(Document row) {
        return new UserCharacter(id(row, "_id"), id(row, USER_ID), new PersonName(row.getString("name")),
                images(row).map(image -> new CharacterImage(publicId(image), image.getString("url"))).toList(),
                row.getDate("createdAt").toInstant(), row.getDate(UPDATED_AT).toInstant());
    }

    private static CharacterRemains readRemains(Document row) {
        return new CharacterRemains(id(row, "_id"), images(row).map(MongoCharacters::publicId).toList());
    }

    private static Stream<Document> images(Document row) {
        return row.getList(IMAGES, Document.class).stream();
    }

    private static PublicId publicId(Document image) {
        return new PublicId(image.getString("publicId"));
    }
}
