package app.nero.account.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import app.nero.account.AccountChange;
import app.nero.account.Activity;
import app.nero.account.EmailAddress;
import app.nero.account.PlanPeriod;
import app.nero.account.Profile;
import app.nero.account.ProfileChange;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Users in the collection {@code users}. Their activity is counted in the collections of images, favorites and characters. */
public final class MongoUsers implements Users {

    public static final String COLLECTION = "users";

    private final MongoRows users;

    public MongoUsers(MongoConnection connection) {
        users = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).unique("phoneNumber").owned(owner -> byId(owner.userId()))
                .withholding("starsEntry", "plansVersion");
    }

    @Override
    public Optional<User> find(Id id) {
        return users.findFirst(byId(id)).map(MongoUsers::readUser);
    }

    /** One round trip: an aggregation with one lookup per count. */
    @Override
    public Optional<Profile> findProfile(Id id, Instant monthStart) {
        Document own = new Document("userId", objectId(id));
        Document succeeded = new Document(own).append("status", "succeeded");
        Document succeededThisMonth = new Document(succeeded).append("createdAt", new Document("$gte", monthStart));
        Document ownActive = new Document(own).append("status", "active");
        List<Bson> pipeline = List.of(Aggregates.match(byId(id)),
                count("generatedImages", succeeded, "totalEdits"),
                count("generatedImages", succeededThisMonth, "editsThisMonth"),
                count("favoriteTemplates", own, "favoriteCount"),
                count("characters", ownActive, "characterCount"));
        Optional<Document> found = users.find(collection -> collection.aggregate(pipeline).first());
        return found.map(document -> new Profile(readUser(document),
                new Activity(readCount(document, "totalEdits"), readCount(document, "editsThisMonth"),
                        readCount(document, "favoriteCount"), readCount(document, "characterCount"))));
    }

    /**
     * The upsert sets the new id. It collides only with a concurrent first sign-in, whose account exists then and is read
     * instead.
     */
    @Override
    public User addIfAbsent(User first) {
        Bson byPhone = eq("phoneNumber", first.phoneNumber().value());
        Bson insert = new Document("$setOnInsert", byId(first.id())
                .append("name", null)
                .append("email", null)
                .append("subscription", first.subscription().text())
                .append("stars", first.stars())
                .append("role", first.role().text())
                .append("isVerified", first.verified())
                .append("createdAt", first.createdAt())
                .append("updatedAt", first.updatedAt()));
        while (true) {
            Optional<Document> account = users.upsert(byPhone, insert).or(() -> users.findFirst(byPhone));
            if (account.isPresent()) {
                return readUser(account.get());
            }
        }
    }

    @Override
    public Optional<User> update(Id id, ProfileChange change, Instant now) {
        Document fields = new Document("updatedAt", now);
        change.name().ifPresent(name -> fields.append("name", name.map(PersonName::value).orElse(null)));
        change.email().ifPresent(email -> fields.append("email", email.map(EmailAddress::value).orElse(null)));
        return users.update(byId(id), new Document("$set", fields)).map(MongoUsers::readUser);
    }

    @Override
    public Optional<User> change(Id id, AccountChange change, Instant now) {
        Document fields = new Document("updatedAt", now);
        change.subscription().ifPresent(subscription -> fields.append("subscription", subscription.text()));
        change.role().ifPresent(role -> fields.append("role", role.text()));
        return users.update(byId(id), new Document("$set", fields)).map(MongoUsers::readUser);
    }

    @Override
    public void showStars(Id id, int number, int balance) {
        Bson earlier = and(byId(id), or(exists("starsEntry", false), lt("starsEntry", number)));
        users.call(
                collection -> collection.updateOne(earlier, combine(set("stars", balance), set("starsEntry", number))));
    }

    @Override
    public boolean setPlans(Id id, int seenVersion, List<PlanPeriod> plans) {
        Bson seen = and(byId(id), seenVersion == 0
                ? exists("plansVersion", false)
                : eq("plansVersion", seenVersion));
        Bson change = combine(set("plans", plans.stream().map(MongoUsers::document).toList()), inc("plansVersion", 1));
        return users.call(collection -> collection.updateOne(seen, change)).getMatchedCount() == 1;
    }

    @Override
    public Optional<User> findByPhoneNumber(PhoneNumber phoneNumber) {
        return users.findFirst(eq("phoneNumber", phoneNumber.value())).map(MongoUsers::readUser);
    }

    @Override
    public List<User> list(Optional<Id> before, int limit) {
        Bson filter = before.map(id -> lt("_id", objectId(id))).orElseGet(Filters::empty);
        return users.list(collection -> collection.find(filter).sort(descending("_id")).limit(limit),
                MongoUsers::readUser);
    }

    @Override
    public boolean hasOtherAdmin(Id id) {
        return users.findFirst(and(eq("role", Role.ADMIN.text()), ne("_id", objectId(id)))).isPresent();
    }

    private static Bson count(String collection, Document filter, String as) {
        return Aggregates.lookup(collection, List.of(Aggregates.match(filter), Aggregates.count("count")), as);
    }

    private static int readCount(Document document, String name) {
        List<Document> counts = document.getList(name, Document.class);
        return counts.isEmpty() ? 0 : counts.getFirst().get("count", Number.class).intValue();
    }

    private static Document document(PlanPeriod period) {
        return new Document("paymentId", objectId(period.paymentId())).append("plan", period.plan().text())
                .append("from", period.from()).append("to", period.to());
    }

    private static PlanPeriod readPeriod(Document document) {
        return new PlanPeriod(id(document, "paymentId"), Subscription.of(document.getString("plan")),
                document.getDate("from").toInstant(), document.getDate("to").toInstant());
    }

    private static User readUser(Document document) {
        return new User(id(document, "_id"), new PhoneNumber(document.getString("phoneNumber")),
                Optional.ofNullable(document.getString("name")).map(PersonName::new),
                Optional.ofNullable(document.getString("email")).map(EmailAddress::new),
                Subscription.of(document.getString("subscription")),
                document.getList("plans", Document.class, List.of()).stream().map(MongoUsers::readPeriod).toList(),
                document.getInteger("plansVersion", 0),
                document.getInteger("stars"), document.getInteger("starsEntry", 0),
                Role.of(document.getString("role")),
                document.getBoolean("isVerified"), document.getDate("createdAt").toInstant(),
                document.getDate("updatedAt").toInstant());
    }
}
