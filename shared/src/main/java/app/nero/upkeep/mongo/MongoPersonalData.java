package app.nero.upkeep.mongo;

import app.nero.http.TimeJson;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.upkeep.PersonalData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.ObjectId;

/** Reads the collections that declare which documents belong to a user. Each of them is a section. */
public final class MongoPersonalData implements PersonalData {

    private static final JsonWriterSettings JSON = JsonWriterSettings.builder().outputMode(JsonMode.RELAXED)
            .objectIdConverter((id, json) -> json.writeString(MongoIds.id(id).value()))
            .dateTimeConverter((millis, json) -> json.writeString(TimeJson.of(Instant.ofEpochMilli(millis))))
            .build();

    private final MongoConnection connection;

    public MongoPersonalData(MongoConnection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Page> read(Id userId, PhoneNumber phoneNumber, Instant until, Optional<Position> from,
            int maxBytes) {
        List<StoredCollection> rest = MongoCollections.all().stream().filter(it -> it.owned().isPresent())
                .dropWhile(it -> from.filter(position -> !position.section().equals(it.name())).isPresent()).toList();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Owner owner = new Owner(userId, phoneNumber, until);
        Optional<String> afterId = from.flatMap(Position::afterId);
        List<Section> sections = new ArrayList<>();
        int bytes = 0;
        for (StoredCollection collection : rest) {
            SectionReader reader = new SectionReader(maxBytes, bytes, afterId);
            boolean isComplete = collection.export(connection, owner, afterId.map(MongoPersonalData::storedId),
                    reader::accept);
            sections.add(new Section(collection.name(), reader.documents));
            if (!isComplete) {
                return Optional.of(new Page(sections, Optional.of(new Position(collection.name(), reader.lastId))));
            }
            bytes = reader.bytes;
            afterId = Optional.empty();
        }
        return Optional.of(new Page(sections, Optional.empty()));
    }

    /** The string ids in the database have separators, so that none has the form of an {@link ObjectId}. */
    private static Object storedId(String id) {
        return Id.parse(id).<Object>map(MongoIds::objectId).orElse(id);
    }

    /** Collects the documents of a section while they fit into the page. */
    private static final class SectionReader {

        private final List<String> documents = new ArrayList<>();
        private final int maxBytes;
        private int bytes;
        private Optional<String> lastId;

        /**
         * @param bytes of the page so far
         * @param lastId of the section's previous page
         */
        SectionReader(int maxBytes, int bytes, Optional<String> lastId) {
            this.maxBytes = maxBytes;
            this.bytes = bytes;
            this.lastId = lastId;
        }

        boolean accept(Document document) {
            Object id = document.remove("_id");
            String text = id instanceof ObjectId objectId ? MongoIds.id(objectId).value() : id.toString();
            Document renamed = new Document("id", text);
            renamed.putAll(document);
            String json = renamed.toJson(JSON);
            int size = json.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > 0 && bytes + size > maxBytes) {
                return false;
            }
            documents.add(json);
            bytes += size;
            lastId = Optional.of(text);
            return true;
        }
    }
}
