package app.nero.character.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
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
import app.nero.picture.PublicId;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Characters in the collection {@code characters}: {@code pending} as drafts, then {@code active}, {@code deleting} as
 * remains. A user's places are numbered in {@code place}, which a unique index lets each be taken once; what is to be
 * swept has a {@code sweepAt}.
 */
public final class MongoCharacters implements Characters {

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
        characters = connection.collection("characters");
    }

    /** Each insert that collides was beaten to its place by another request of the same user; then the next is tried. */
    @Override
    public boolean draft(CharacterDraft draft) {
        Document row = new Document("_id", new ObjectId(draft.id().value())) //
                .append(USER_ID, new ObjectId(draft.userId().value())) //
                .append("name", draft.name().value()) //
                .append(IMAGES, draft.pictures().stream().map(it -> new Document("publicId", it.value())).toList()) //
                .append(STATUS, PENDING) //
                .append("createdAt", Date.from(draft.createdAt())) //
                .append(UPDATED_AT, Date.from(draft.createdAt())) //
                .append(SWEEP_AT, Date.from(draft.sweepAt()));
        while (true) {
            Optional<String> place = freePlace(draft);
            if (place.isEmpty()) {
                return false;
            }
            row.put(PLACE, place.get());
            if (MongoConnection.callUnlessDuplicate(characters, it -> it.insertOne(row)).isPresent()) {
                return true;
            }
        }
    }

    /** Requests of one moment begin to look at different places. */
    private Optional<String> freePlace(CharacterDraft draft) {
        Set<String> taken = MongoConnection.call(characters,
                it -> it.find(and(eq(USER_ID, new ObjectId(draft.userId().value())), exists(PLACE)))
                        .projection(include(PLACE)).map(row -> row.getString(PLACE)).into(new HashSet<>()));
        int first = Math.floorMod(draft.id().hashCode(), UserCharacter.MAX_PER_USER);
        return IntStream.range(first, first + UserCharacter.MAX_PER_USER)
                .mapToObj(number -> draft.userId() + ":" + number % UserCharacter.MAX_PER_USER)
                .filter(place -> !taken.contains(place)).findFirst();
    }

    @Override
    public Optional<UserCharacter> complete(Id id, List<CharacterImage> images, Instant now) {
        List<Document> stored = IntStream.range(0, images.size())
                .mapToObj(order -> new Document("publicId", images.get(order).publicId().value())
                        .append("url", images.get(order).url()).append("order", order))
                .toList();
        Bson shown = combine(set(STATUS, ACTIVE), set(IMAGES, stored), set(UPDATED_AT, Date.from(now)),
                unset(SWEEP_AT));
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        Optional<Document> completed = MongoConnection.find(characters,
                it -> it.findOneAndUpdate(and(byId(id), eq(STATUS, PENDING)), shown, options));
        return completed.map(MongoCharacters::read);
    }

    @Override
    public void giveUp(Id id, Instant now, Instant sweepAt) {
        MongoConnection.call(characters,
                it -> it.updateOne(and(byId(id), eq(STATUS, PENDING)), remains(now, sweepAt)));
    }

    @Override
    public List<UserCharacter> list(Id userId) {
        return MongoConnection.call(characters,
                it -> it.find(active(userId)).sort(descending("_id")).map(MongoCharacters::read)
                        .into(new ArrayList<>()));
    }

    @Override
    public Optional<UserCharacter> find(Id userId, Id id) {
        Optional<Document> found = MongoConnection.find(characters,
                it -> it.find(and(byId(id), active(userId))).first());
        return found.map(MongoCharacters::read);
    }

    @Override
    public Optional<CharacterRemains> remove(Id userId, Id id, Instant now, Instant sweepAt) {
        Optional<Document> removed = MongoConnection.find(characters,
                it -> it.findOneAndUpdate(and(byId(id), active(userId)), remains(now, sweepAt)));
        return removed.map(MongoCharacters::readRemains);
    }

    @Override
    public void forget(Id id) {
        MongoConnection.call(characters, it -> it.deleteOne(and(byId(id), ne(STATUS, ACTIVE))));
    }

    @Override
    public List<CharacterRemains> takeDue(Instant now, int max) {
        Bson due = lte(SWEEP_AT, Date.from(now));
        MongoConnection.call(characters, it -> it.updateMany(and(eq(STATUS, PENDING), due), remains()));
        return MongoConnection.call(characters, it -> it.find(and(eq(STATUS, DELETING), due))
                .sort(ascending(SWEEP_AT)).limit(max).map(MongoCharacters::readRemains).into(new ArrayList<>()));
    }

    @Override
    public void postpone(Id id, Instant sweepAt) {
        MongoConnection.call(characters,
                it -> it.updateOne(and(byId(id), eq(STATUS, DELETING)), set(SWEEP_AT, Date.from(sweepAt))));
    }

    @Override
    public boolean holds(Id id) {
        return MongoConnection.find(characters, it -> it.find(byId(id)).projection(include("_id")).first())
                .isPresent();
    }

    /** Leaves remains alone of a user, due at once, or in time for what a draft has still under way. */
    public void removeAllOf(Id userId, Instant now) {
        MongoConnection.call(characters, it -> it.updateMany(active(userId), remains(now, now)));
        MongoConnection.call(characters, it -> it.updateMany(
                and(eq(USER_ID, new ObjectId(userId.value())), eq(STATUS, PENDING)), remains()));
    }

    private static Bson byId(Id id) {
        return eq("_id", new ObjectId(id.value()));
    }

    private static Bson active(Id userId) {
        return and(eq(USER_ID, new ObjectId(userId.value())), eq(STATUS, ACTIVE));
    }

    /** What makes remains of a row, at the time that it has for them. */
    private static Bson remains() {
        return combine(set(STATUS, DELETING), unset(PLACE));
    }

    private static Bson remains(Instant now, Instant sweepAt) {
        return combine(remains(), set(UPDATED_AT, Date.from(now)), set(SWEEP_AT, Date.from(sweepAt)));
    }

    private static UserCharacter read(Document row) {
        return new UserCharacter(new Id(row.getObjectId("_id").toHexString()),
                new Id(row.getObjectId(USER_ID).toHexString()), new PersonName(row.getString("name")),
                images(row).map(it -> new CharacterImage(publicId(it), it.getString("url"))).toList(),
                row.getDate("createdAt").toInstant(), row.getDate(UPDATED_AT).toInstant());
    }

    private static CharacterRemains readRemains(Document row) {
        return new CharacterRemains(new Id(row.getObjectId("_id").toHexString()),
                images(row).map(MongoCharacters::publicId).toList());
    }

    private static Stream<Document> images(Document row) {
        return row.getList(IMAGES, Document.class).stream();
    }

    private static PublicId publicId(Document image) {
        return new PublicId(image.getString("publicId"));
    }
}
