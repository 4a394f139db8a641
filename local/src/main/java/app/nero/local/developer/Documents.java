package app.nero.local.developer;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Reads the documents of the database, of whatever collection. Connects when it is first used. */
public final class Documents implements AutoCloseable {

    private static final long CALL_SECONDS = 5;
    private static final String DEFAULT_DATABASE = "nero";
    private static final JsonWriterSettings JSON = JsonWriterSettings.builder().outputMode(JsonMode.SHELL)
            .indent(true).build();

    private final String uri;
    private Optional<MongoClient> client = Optional.empty();

    public Documents(String uri) {
        this.uri = uri;
    }

    /** The number of documents by collection. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String collection : database().listCollectionNames()) {
            counts.put(collection, database().getCollection(collection).estimatedDocumentCount());
        }
        return counts;
    }

    boolean hasCollection(String name) {
        return database().listCollectionNames().into(new ArrayList<>()).contains(name);
    }

    /** Documents in the syntax of the MongoDB shell, in descending order of {@code _id}. */
    List<String> list(String collection, int offset, int limit) {
        List<String> documents = new ArrayList<>();
        for (Document document : database().getCollection(collection).find().sort(Sorts.descending("_id"))
                .skip(offset).limit(limit)) {
            documents.add(document.toJson(JSON));
        }
        return documents;
    }

    private synchronized MongoDatabase database() {
        ConnectionString address = new ConnectionString(uri);
        if (client.isEmpty()) {
            client = Optional.of(MongoClients.create(MongoClientSettings.builder().applyConnectionString(address)
                    .timeout(CALL_SECONDS, TimeUnit.SECONDS).build()));
        }
        return client.get().getDatabase(Optional.ofNullable(address.getDatabase()).orElse(DEFAULT_DATABASE));
    }

    @Override
    public synchronized void close() {
        client.ifPresent(MongoClient::close);
    }
}
