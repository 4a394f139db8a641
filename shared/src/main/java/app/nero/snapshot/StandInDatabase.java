package app.nero.snapshot;

import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.mongo.MongoIds;
import app.nero.payment.mongo.MongoPayments;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.ObjectId;

/**
 * A stand-in for MongoDB that speaks its wire protocol. It accepts every write and stores nothing. Every query finds the same
 * document, which has the fields of all collections. An update returns it with the fields that it sets.
 */
final class StandInDatabase implements Closeable {

    private static final ObjectId ID = MongoIds.objectId(Id.NOBODY);

    /** OP_MSG of MongoDB's wire protocol: 16-byte header, flags, section kind, body. */
    private static final int HEADER = 16;
    private static final int BODY_AT = HEADER + 4 + 1;
    private static final int OP_MSG = 2013;

    /** OP_QUERY: header, flags, zero-terminated name {@code admin.$cmd}, two numbers, query. */
    private static final int QUERY_AT = HEADER + 4 + "admin.$cmd".length() + 1 + 8;
    private static final int QUERY_REPLY = HEADER + 20;
    private static final int OPCODE_AT = 12;
    private static final int OP_QUERY = 2004;
    private static final int OP_REPLY = 1;

    private static final int MAX_WIRE_VERSION = 21;
    private static final int MEBIBYTE = 1024 * 1024;

    private static final BsonInt32 ONE = new BsonInt32(1);

    /** Removals from this collection find nothing, because the sample user has no favorites yet. */
    private static final String FAVORITES = "favoriteTemplates";

    /** Collections whose ids are strings. */
    private static final Set<String> STRING_IDS = Set.of("throttles", "uploads", "idempotencyKeys", "dailyCounts",
            "erasedNumbers", "enginesOff");

    private static final String REPLICA_SET = "stand-in";

    private final ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final Document row;

    /** @param codeHash the hash of the verification code that was sent to the phone number */
    StandInDatabase(String phoneNumber, String codeHash) throws IOException {
        this.row = row(Instant.now(), phoneNumber, codeHash);
        Thread.ofVirtual().name("stand-in").start(this::accept);
    }

    /** The URI of a replica set, so that the driver loads the classes for one. */
    String uri() {
        return "mongodb://" + address() + "/?replicaSet=" + REPLICA_SET;
    }

    private String address() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().name("stand-in").start(() -> serve(connection));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                int length = Integer.reverseBytes(in.readInt());
                ByteBuffer request = little(ByteBuffer.allocate(length)).putInt(length);
                in.readFully(request.array(), Integer.BYTES, length - Integer.BYTES);
                connection.getOutputStream().write(reply(request));
            }
        } catch (IOException _) {
            // The client closed the connection.
        }
    }

    /** The driver sends the first command on a connection as OP_QUERY and all others as OP_MSG. */
    private byte[] reply(ByteBuffer request) {
        boolean query = request.getInt(OPCODE_AT) == OP_QUERY;
        int at = query ? QUERY_AT : BODY_AT;
        BsonDocument command = new RawBsonDocument(request.array(), at, request.getInt(at));
        BasicOutputBuffer body = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(body)) {
            new DocumentCodec().encode(writer, answer(command), EncoderContext.builder().build());
        }
        int length = (query ? QUERY_REPLY : BODY_AT) + body.getSize();
        ByteBuffer reply = little(ByteBuffer.allocate(length)).putInt(length).putInt(0)
                .putInt(request.getInt(Integer.BYTES)).putInt(query ? OP_REPLY : OP_MSG).putInt(0);
        // OP_REPLY: cursor id, offset, number of documents. OP_MSG: section kind.
        return (query ? reply.putLong(0).putInt(0).putInt(1) : reply.put((byte) 0)).put(body.toByteArray()).array();
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One reply fits all commands, because clients ignore unknown fields. */
    private Document answer(BsonDocument command) {
        Document found = found(command);
        // A limit of 2 asks for one document and a look-ahead. Two documents mean that there is a next page.
        List<Document> batch = command.getNumber("limit", ONE).intValue() == 2 ? List.of(found, found) : List.of(found);
        batch = asksForDispute(command) ? List.of() : batch;
        String self = address();
        return new Document("ok", 1.0)
                .append("isWritablePrimary", true).append("ismaster", true).append("setName", REPLICA_SET)
                .append("hosts", List.of(self))
                .append("me", self).append("primary", self)
                // The driver requires the date from a member of a replica set.
                .append("lastWrite", new Document("lastWriteDate", row.getDate("createdAt")))
                .append("minWireVersion", 0).append("maxWireVersion", MAX_WIRE_VERSION)
                .append("maxBsonObjectSize", 16 * MEBIBYTE).append("maxMessageSizeBytes", 48 * MEBIBYTE)
                .append("maxWriteBatchSize", 100_000).append("logicalSessionTimeoutMinutes", 30)
                .append("n", 1).append("nModified", 1)
                .append("value", removesFavorite(command) ? null : updated(found, command))
                .append("cursor",
                        new Document("id", 0L).append("ns", "nero.rows").append("firstBatch", batch));
    }

    /** No bank questions a payment of the sample user, who could not generate then. */
    private static boolean asksForDispute(BsonDocument command) {
        return collection(command).equals(MongoPayments.COLLECTION)
                && new BsonString("disputed").equals(command.getDocument("filter", new BsonDocument()).get("status"));
    }

    private static boolean removesFavorite(BsonDocument command) {
        return collection(command).equals(FAVORITES) && command.getBoolean("remove", BsonBoolean.FALSE).getValue();
    }

    private static Document updated(Document found, BsonDocument command) {
        BsonValue update = command.get("update", new BsonDocument());
        if (!update.isDocument()) {
            return found;
        }
        BsonDocument set = update.asDocument().getDocument("$set", new BsonDocument());
        Document updated = new Document(found);
        updated.putAll(new DocumentCodec().decode(new BsonDocumentReader(set), DecoderContext.builder().build()));
        return updated;
    }

    private static String collection(BsonDocument command) {
        BsonValue first = command.get(command.getFirstKey());
        return first.isString() ? first.asString().getValue() : "";
    }

    private Document found(BsonDocument command) {
        String collection = collection(command);
        boolean grouped = command.getArray("pipeline", new BsonArray()).stream()
                .anyMatch(stage -> stage.asDocument().containsKey("$group"));
        if (grouped || STRING_IDS.contains(collection)) {
            return new Document(row).append("_id", "nobody");
        }
        return switch (collection) {
            case MongoGenerations.COLLECTION -> generation(command);
            case MongoPayments.COLLECTION -> payment(command);
            default -> row;
        };
    }

    /**
     * A canceled generation if the query looks for one to settle. A result if its owner asks for it, otherwise a draft, so that a
     * submitted generation is paid and accepted.
     */
    private Document generation(BsonDocument command) {
        BsonDocument query = command.getDocument("filter", command.getDocument("query", new BsonDocument()));
        if (query.isDocument("sweepAt")) {
            return new Document(row).append("status", "canceled");
        }
        return new Document(row).append("status", query.containsKey("userId") ? "succeeded" : "draft");
    }

    /** The payment with the sample id can be refunded. Another is not open yet, so that the sample payment opens it. Each renews. */
    private Document payment(BsonDocument command) {
        boolean isSample = new BsonObjectId(ID).equals(command.getDocument("filter", new BsonDocument()).get("_id"));
        return new Document(row).append("status", isSample ? "refunding" : "created").append("amount", 299L)
                .append("subscription", "sub_sample").append("renews", true);
    }

    /** A document with the fields of all collections. */
    private static Document row(Instant now, String phoneNumber, String codeHash) {
        Date then = Date.from(now);
        Date soon = Date.from(now.plus(Duration.ofHours(1)));
        List<Document> pictures = IntStream.range(0, 3).mapToObj(order -> new Document("order", order)
                .append("publicId", "nero/characters/" + ID + "/%024x".formatted(order))
                .append("url", "https://nobody.example/"))
                .toList();
        Document names = new Document("en", "Nobody").append("fa", "Nobody");
        List<Document> one = List.of(new Document("count", 1));
        return new Document("_id", ID).append("userId", ID).append("templateId", ID).append("subject", ID)
                .append("phoneNumber", phoneNumber).append("name", "Nobody").append("email", null)
                .append("subscription", "free").append("stars", 0).append("role", "admin").append("isVerified", true)
                .append("createdAt", then).append("updatedAt", then).append("lastUsedAt", then)
                .append("requestedAt", then).append("heldUntil", soon).append("expiresAt", soon).append("sweepAt", soon)
                .append("totalEdits", one).append("editsThisMonth", one).append("favoriteCount", one)
                .append("characterCount", one).append("count", 1).append("n", 1).append("members", List.of("nobody"))
                .append("keyId", "1").append("codeHash", codeHash).append("isUsed", false).append("attempts", 1)
                .append("familyId", "").append("tokenHash", "").append("userAgent", "")
                .append("number", 1).append("amount", 0).append("balance", 0).append("reason", "").append("ref", "")
                .append("prompt", "Nobody").append("style", null).append("category", "nobody").append("tags", List.of())
                .append("title", names).append("styleNames", names).append("tagNames", List.of(names))
                .append("imageUrl", "https://nobody.example/").append("publicId", "nero/templates/" + ID)
                .append("isTrending", false).append("isTrendingPinned", false).append("trendingScore", 0.0)
                .append("viewCount", 0).append("likeCount", 0).append("likeChanges", 0L)
                .append("slug", "nobody").append("names", names)
                .append("productId", "stars-20").append("product", new Document("kind", "pack").append("stars", 20))
                .append("currency", "USD").append("provider", "stripe")
                .append("images", pictures).append("place", "")
                .append("type", "generate").append("version", 1).append("rootId", ID).append("attempt", 0)
                .append("characterIds", List.of()).append("sources", List.of()).append("visibility", "public")
                .append("showPrompt", true).append("width", 1).append("height", 1).append("format", "jpg")
                .append("bytes", 1L).append("metadata", new Document("size", "1K").append("seed", 0)
                        .append("strength", 0.8).append("keepIdentity", false).append("engine", "standard")
                        .append("priceVersion", 1));
    }
}
