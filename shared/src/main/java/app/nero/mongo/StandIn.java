package app.nero.mongo;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.snapshot.LoopbackServer;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.ObjectId;

/**
 * Stands in this process for the database while a function rehearses: it says yes to every write and keeps none, and finds
 * one row of nobody's for every question. So the whole way of a request is gone, whatever the database holds.
 */
final class StandIn implements AutoCloseable {

    private static final ObjectId ID = MongoIds.objectId(Id.NOBODY);

    /** What matches no row. */
    static final Bson NOBODY = new Document("_id", ID);

    /** Of MongoDB's wire protocol: a header of 16 bytes, the flags, the kind of the section. */
    private static final int HEADER = 16;
    private static final int BODY_AT = HEADER + 4 + 1;
    private static final int OP_MSG = 2013;

    private static final long TIMEOUT_SECONDS = 10;
    private static final int MAX_WIRE_VERSION = 21;
    private static final int MEBIBYTE = 1024 * 1024;

    private static final BsonInt32 ONE = new BsonInt32(1);

    /** Where nothing is found to be removed: whoever likes something has not liked it before. */
    private static final String LIKES = "favoriteTemplates";

    /** Whose ids are texts. */
    private static final Set<String> NAMED = Set.of("throttles", "uploads", "idempotencyKeys", "dailyCounts");

    private final LoopbackServer server;
    private final Map<String, Supplier<Document>> rows;
    private final Document row = row(Instant.now());

    private StandIn(LoopbackServer server, Map<String, Supplier<Document>> rows) {
        this.server = server;
        this.rows = rows;
    }

    /** @param rows what is found in some collections, by their names */
    static StandIn start(Map<String, Supplier<Document>> rows) {
        StandIn standIn = new StandIn(LoopbackServer.open(), rows);
        standIn.server.serve(standIn::serve);
        return standIn;
    }

    /** Connects as to the database. */
    MongoClient client() {
        return MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(address())))
                .serverApi(ServerApi.builder().version(ServerApiVersion.V1).build())
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .writeConcern(WriteConcern.MAJORITY).build());
    }

    private ServerAddress address() {
        return new ServerAddress(server.host(), server.port());
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        while (true) {
            byte[] length = in.readNBytes(Integer.BYTES);
            if (length.length < Integer.BYTES) {
                return;
            }
            ByteBuffer request = little(ByteBuffer.allocate(little(ByteBuffer.wrap(length)).getInt())).put(length);
            in.readFully(request.array(), Integer.BYTES, request.capacity() - Integer.BYTES);
            connection.getOutputStream().write(reply(request));
        }
    }

    private byte[] reply(ByteBuffer request) {
        BsonDocument command = new RawBsonDocument(request.array(), BODY_AT, request.getInt(BODY_AT));
        BasicOutputBuffer body = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(body)) {
            new DocumentCodec().encode(writer, answer(command), EncoderContext.builder().build());
        }
        int length = BODY_AT + body.getSize();
        return little(ByteBuffer.allocate(length)).putInt(length).putInt(0).putInt(request.getInt(Integer.BYTES))
                .putInt(OP_MSG).putInt(0).put((byte) 0).put(body.toByteArray()).array();
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One for every command: what a command does not know in its answer, it leaves alone. */
    private Document answer(BsonDocument command) {
        Document found = found(command);
        // Where a page of one was asked for and one more, there is a next page.
        List<Document> batch = command.getNumber("limit", ONE).intValue() == 2 ? List.of(found, found) : List.of(found);
        String self = address().toString();
        return new Document("ok", 1.0) //
                .append("isWritablePrimary", true).append("setName", "stand-in").append("hosts", List.of(self))
                .append("me", self).append("primary", self)
                // The driver writes the date down where it finds a server.
                .append("lastWrite", new Document("lastWriteDate", row.getDate("createdAt")))
                .append("minWireVersion", 0).append("maxWireVersion", MAX_WIRE_VERSION)
                .append("maxBsonObjectSize", 16 * MEBIBYTE).append("maxMessageSizeBytes", 48 * MEBIBYTE)
                .append("maxWriteBatchSize", 100_000).append("logicalSessionTimeoutMinutes", 30)
                .append("n", 1).append("nModified", 1).append("value", removesLike(command) ? null : found)
                .append("cursor",
                        new Document("id", 0L).append("ns", "nero.rows").append("firstBatch", batch));
    }

    private static boolean removesLike(BsonDocument command) {
        return collection(command).equals(LIKES) && command.getBoolean("remove", BsonBoolean.FALSE).getValue();
    }

    private static String collection(BsonDocument command) {
        BsonValue first = command.get(command.getFirstKey());
        return first.isString() ? first.asString().getValue() : "";
    }

    private Document found(BsonDocument command) {
        String collection = collection(command);
        boolean grouped = command.getArray("pipeline", new BsonArray()).stream()
                .anyMatch(stage -> stage.asDocument().containsKey("$group"));
        if (rows.containsKey(collection)) {
            return rows.get(collection).get();
        }
        return grouped || NAMED.contains(collection) ? new Document(row).append("_id", "nobody") : row;
    }

    /** A row of every collection at once. */
    private static Document row(Instant now) {
        Date then = Date.from(now);
        Date soon = Date.from(now.plus(Duration.ofHours(1)));
        List<Document> pictures = IntStream.range(0, 3).mapToObj(order -> new Document("order", order)
                .append("publicId", "nero/characters/" + ID + "/" + ID).append("url", "https://nobody.example/"))
                .toList();
        List<Document> one = List.of(new Document("count", 1));
        return new Document("_id", ID).append("userId", ID).append("templateId", ID).append("subject", ID)
                .append("phoneNumber", PhoneNumber.NOBODY.value()).append("name", "Nobody").append("email", null)
                .append("subscription", "free").append("stars", 0).append("role", "admin").append("isVerified", true)
                .append("createdAt", then).append("updatedAt", then).append("lastUsedAt", then)
                .append("requestedAt", then).append("heldUntil", soon).append("expiresAt", soon).append("sweepAt", soon)
                .append("totalEdits", one).append("editsThisMonth", one).append("favoriteCount", one)
                .append("characterCount", one).append("count", 1).append("n", 1).append("members", List.of("nobody"))
                .append("keyId", "1").append("codeHash", "").append("isUsed", false).append("attempts", 1)
                .append("familyId", "").append("tokenHash", "").append("userAgent", "")
                .append("number", 1).append("amount", 0).append("balance", 0).append("reason", "").append("ref", "")
                .append("prompt", "Nobody").append("style", null).append("category", "nobody").append("tags", List.of())
                .append("imageUrl", "https://nobody.example/").append("publicId", "nero/templates/" + ID)
                .append("isTrending", false).append("isTrendingPinned", false).append("trendingScore", 0.0)
                .append("viewCount", 0).append("likeCount", 0).append("likeChanges", 0L)
                .append("slug", "nobody").append("names", new Document("en", "Nobody").append("fa", "Nobody"))
                .append("images", pictures).append("place", "").append("status", "active");
    }
}
