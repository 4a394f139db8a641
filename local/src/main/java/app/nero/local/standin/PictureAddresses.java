package app.nero.local.standin;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * Keeps the addresses of pictures in the embedded database up to date. They contain the port of the local picture host, so they are
 * rewritten when Nero starts on another port than before. The data folder remembers the port.
 */
public final class PictureAddresses {

    private static final Pattern ADDRESS = Pattern
            .compile("http://localhost:[0-9]{1,5}(?=" + Pattern.quote(PictureHost.FILES_PATH) + ")");

    private final Path file;

    /** @param data the data folder */
    public PictureAddresses(Path data) {
        this.file = data.resolve("port");
    }

    /** Rewrites the addresses if the port differs from the last one, or if that is unknown. */
    public void update(EmbeddedMongo mongo, int port) throws IOException {
        String current = Integer.toString(port);
        if (Files.exists(file) && Files.readString(file).strip().equals(current)) {
            return;
        }
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase nero = client.getDatabase(EmbeddedMongo.DATABASE);
            for (String collection : nero.listCollectionNames()) {
                rewrite(nero.getCollection(collection), Matcher.quoteReplacement("http://localhost:" + current));
            }
        }
        // Last, so that a crash before leads to another run.
        Files.writeString(file, current + "\n");
    }

    private static void rewrite(MongoCollection<Document> collection, String address) {
        for (Document document : collection.find()) {
            Object rewritten = rewritten(document, address);
            if (!rewritten.equals(document)) {
                collection.replaceOne(Filters.eq("_id", document.get("_id")), (Document) rewritten);
            }
        }
    }

    private static Object rewritten(Object value, String address) {
        return switch (value) {
            case String text -> ADDRESS.matcher(text).replaceAll(address);
            case Document document -> {
                Document copy = new Document();
                document.forEach((name, member) -> copy.put(name, rewritten(member, address)));
                yield copy;
            }
            case List<?> list -> list.stream().map(member -> rewritten(member, address)).toList();
            case null -> null;
            default -> value;
        };
    }
}
