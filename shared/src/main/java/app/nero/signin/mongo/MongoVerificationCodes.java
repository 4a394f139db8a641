package app.nero.signin.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.signin.CodeHash;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerificationCodes;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Verification codes in the collection {@code verificationCodes}. */
public final class MongoVerificationCodes implements VerificationCodes {

    private final MongoRows codes;

    public MongoVerificationCodes(MongoConnection connection) {
        codes = connection.collection("verificationCodes");
    }

    /** The same, where a rehearsal finds that code. */
    public static MongoVerificationCodes rehearsedBy(Supplier<VerificationCode> code, MongoConnection connection) {
        connection.rehearse("verificationCodes", () -> document(code.get()));
        return new MongoVerificationCodes(connection);
    }

    @Override
    public void add(VerificationCode code) {
        MongoConnection.call(codes, it -> it.insertOne(document(code)));
    }

    private static Document document(VerificationCode code) {
        return new Document("_id", new ObjectId(code.id().value())) //
                .append("phoneNumber", code.phoneNumber().value()) //
                .append("codeHash", code.hash().value()) //
                .append("keyId", code.hash().keyId()) //
                .append("createdAt", Date.from(code.createdAt())) //
                .append("expiresAt", Date.from(code.expiresAt())) //
                .append("isUsed", code.used()) //
                .append("attempts", code.attempts());
    }

    @Override
    public void remove(Id id) {
        MongoConnection.call(codes, it -> it.deleteOne(eq("_id", new ObjectId(id.value()))));
    }

    @Override
    public Optional<VerificationCode> countGuess(PhoneNumber phoneNumber) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions().sort(descending("createdAt", "_id"))
                .returnDocument(ReturnDocument.AFTER);
        Optional<Document> newest = MongoConnection.find(codes,
                it -> it.findOneAndUpdate(eq("phoneNumber", phoneNumber.value()), inc("attempts", 1), options));
        return newest.map(MongoVerificationCodes::read);
    }

    @Override
    public boolean use(Id id) {
        return MongoConnection.call(codes, it -> it
                .updateOne(and(eq("_id", new ObjectId(id.value())), eq("isUsed", false)), set("isUsed", true))
                .getModifiedCount() == 1);
    }

    private static VerificationCode read(Document document) {
        return new VerificationCode(new Id(document.getObjectId("_id").toHexString()),
                new PhoneNumber(document.getString("phoneNumber")),
                new CodeHash(document.getString("keyId"), document.getString("codeHash")),
                document.getDate("createdAt").toInstant(), document.getDate("expiresAt").toInstant(),
                document.getBoolean("isUsed"), document.getInteger("attempts"));
    }
}
