package app.nero.signin.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.StoredCollection;
import app.nero.signin.CodeHash;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerificationCodes;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import java.util.Optional;
import org.bson.Document;

/** Verification codes in the collection {@code verificationCodes}. */
public final class MongoVerificationCodes implements VerificationCodes {

    private static final String COLLECTION = "verificationCodes";

    private final MongoRows codes;

    public MongoVerificationCodes(MongoConnection connection) {
        codes = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).listedBy("phoneNumber", "createdAt", "_id").expiring()
                .owned(owner -> and(eq("phoneNumber", owner.phoneNumber().value()), lte("createdAt", owner.until())))
                .withholding("codeHash", "keyId");
    }

    @Override
    public void add(VerificationCode code) {
        codes.insert(new Document("_id", objectId(code.id()))
                .append("phoneNumber", code.phoneNumber().value())
                .append("codeHash", code.hash().value())
                .append("keyId", code.hash().keyId())
                .append("createdAt", code.createdAt())
                .append("expiresAt", code.expiresAt())
                .append("isUsed", code.used())
                .append("attempts", code.attempts()));
    }

    @Override
    public void remove(Id id) {
        codes.call(collection -> collection.deleteOne(byId(id)));
    }

    @Override
    public Optional<VerificationCode> countGuess(PhoneNumber phoneNumber) {
        FindOneAndUpdateOptions newest = new FindOneAndUpdateOptions().sort(descending("createdAt", "_id"));
        return codes.update(eq("phoneNumber", phoneNumber.value()), inc("attempts", 1), newest)
                .map(MongoVerificationCodes::read);
    }

    @Override
    public boolean use(Id id) {
        return codes.call(collection -> collection.updateOne(and(byId(id), eq("isUsed", false)), set("isUsed", true))
                .getModifiedCount() == 1);
    }

    private static VerificationCode read(Document document) {
        return new VerificationCode(id(document, "_id"), new PhoneNumber(document.getString("phoneNumber")),
                new CodeHash(document.getString("keyId"), document.getString("codeHash")),
                document.getDate("createdAt").toInstant(), document.getDate("expiresAt").toInstant(),
                document.getBoolean("isUsed"), document.getInteger("attempts"));
    }
}
