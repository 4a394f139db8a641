package app.nero.throttle.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import com.mongodb.WriteConcern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Throttles in the collection {@code throttles}: one document per window, usually one round trip per event. */
public final class MongoThrottles implements Throttles {

    private static final String COLLECTION = "throttles";

    private final MongoRows throttles;

    public MongoThrottles(MongoConnection connection) {
        this(connection.collection(COLLECTION));
    }

    /**
     * Erasing an account keeps the counts. Otherwise it would reset the limits on codes. An export omits them: they are about a
     * number or an address as much as about an account, and end within a day.
     */
    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).expiring();
    }

    private MongoThrottles(MongoRows throttles) {
        this.throttles = throttles;
    }

    /** For counting requests: writes do not wait for a majority, so the latest counts can be lost if the primary fails. */
    public static MongoThrottles ofRequests(MongoConnection connection) {
        return new MongoThrottles(connection.collection(COLLECTION).withWriteConcern(WriteConcern.W1));
    }

    /**
     * The upsert matches only a running window below its limit. If the window is full or over, the upsert attempts an insert,
     * which violates the unique index on {@code _id}. A window that is over is then restarted.
     */
    @Override
    public Tally take(Throttle throttle, int events, Instant now) {
        Instant end = now.plus(throttle.limit().window());
        Bson running = and(eq("_id", throttle.id()), gt("expiresAt", now), hasRoom(throttle, events));
        Bson increment = combine(count(throttle, events), setOnInsert("expiresAt", end));
        Bson over = and(eq("_id", throttle.id()), lte("expiresAt", now));
        Bson restart = combine(restart(throttle, events), set("expiresAt", end));
        while (true) {
            Optional<Document> counted = throttles.upsert(running, increment).or(() -> throttles.update(over, restart));
            if (counted.isPresent()) {
                return tally(throttle, true, counted.get());
            }
            Optional<Tally> full = find(throttle, now);
            if (full.isPresent() && full.get().left() < events) {
                return full.get();
            }
            // Between these calls the window ended or an event was given back: try again.
        }
    }

    @Override
    public void giveBack(Tally granted) {
        if (granted.throttle().member().isPresent()) {
            return;
        }
        Bson window = and(eq("_id", granted.throttle().id()), eq("expiresAt", granted.until()));
        boolean ended = throttles
                .call(collection -> collection.deleteOne(and(window, eq("count", 1))).getDeletedCount() == 1);
        if (!ended) {
            throttles.call(collection -> collection.updateOne(and(window, gt("count", 0)), inc("count", -1)));
        }
    }

    @Override
    public void extend(Throttle throttle, Instant until) {
        throttles.call(collection -> collection.updateOne(eq("_id", throttle.id()), set("expiresAt", until)));
    }

    @Override
    public Optional<Tally> find(Throttle throttle, Instant now) {
        Bson running = and(eq("_id", throttle.id()), gt("expiresAt", now));
        return throttles.findFirst(running).map(document -> tally(throttle, false, document));
    }

    private static Bson hasRoom(Throttle throttle, int events) {
        int max = throttle.limit().count();
        return throttle.member()
                .map(member -> or(eq("members", member), exists("members." + (max - 1), false)))
                .orElseGet(() -> lte("count", max - events));
    }

    private static Bson count(Throttle throttle, int events) {
        return throttle.member().map(member -> addToSet("members", member)).orElseGet(() -> inc("count", events));
    }

    private static Bson restart(Throttle throttle, int events) {
        return throttle.member().map(member -> set("members", List.of(member))).orElseGet(() -> set("count", events));
    }

    private static Tally tally(Throttle throttle, boolean granted, Document document) {
        int count = throttle.member().isPresent()
                ? document.getList("members", String.class).size()
                : document.getInteger("count");
        return new Tally(throttle, granted, count, document.getDate("expiresAt").toInstant());
    }
}
