import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.types.ObjectId;

/** A minimal Java handler for the list: reads the proxy event and queries MongoDB, without a framework or validation. */
public final class Plain implements RequestStreamHandler {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PAGE = 20;

    private final MongoDatabase database = MongoClients.create(MongoClientSettings.builder()
            .applyToConnectionPoolSettings(pool -> pool.maxSize(2))
            .applyConnectionString(new ConnectionString(System.getenv("MONGODB_URI"))).build()).getDatabase("bench");

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        ObjectId userId = new ObjectId(userId(event));
        List<Document> found = database.getCollection("templates").find()
                .projection(Projections.exclude("searchTokens", "searchText", "trendingScore", "likeChanges",
                        "isTrendingPinned"))
                .sort(Sorts.descending("_id")).limit(PAGE + 1).into(new ArrayList<>());
        List<Document> page = found.subList(0, Math.min(PAGE, found.size()));
        Set<ObjectId> liked = new HashSet<>();
        database.getCollection("favoriteTemplates")
                .find(Filters.and(Filters.eq("userId", userId),
                        Filters.in("templateId", page.stream().map(template -> template.getObjectId("_id")).toList())))
                .projection(Projections.include("templateId")).forEach(favorite -> liked.add(favorite.getObjectId("templateId")));
        StringWriter body = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("status", "success");
            json.writeObjectFieldStart("data");
            json.writeArrayFieldStart("templates");
            for (Document template : page) {
                write(template, liked.contains(template.getObjectId("_id")), json);
            }
            json.writeEndArray();
            json.writeStringField("nextCursor", found.size() > PAGE ? page.getLast().getObjectId("_id").toString() : null);
            json.writeEndObject();
            json.writeEndObject();
        }
        try (JsonGenerator json = JSON.createGenerator(response)) {
            json.writeStartObject();
            json.writeNumberField("statusCode", 200);
            json.writeObjectFieldStart("headers");
            json.writeStringField("Content-Type", "application/json; charset=utf-8");
            json.writeEndObject();
            json.writeStringField("body", body.toString());
            json.writeEndObject();
        }
    }

    private static String userId(InputStream event) throws IOException {
        try (JsonParser parser = JSON.createParser(event)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("userId")) {
                    return parser.nextTextValue();
                }
            }
        }
        throw new IOException("The event names no user.");
    }

    private static void write(Document template, boolean favorite, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", template.getObjectId("_id").toString());
        for (String name : List.of("imageUrl", "publicId", "category")) {
            json.writeStringField(name, template.getString(name));
        }
        for (String name : List.of("title", "prompt", "styleNames")) {
            json.writeFieldName(name);
            write(template.get(name, Document.class), json);
        }
        json.writeArrayFieldStart("tags");
        for (Document tag : template.getList("tagNames", Document.class)) {
            write(tag, json);
        }
        json.writeEndArray();
        json.writeBooleanField("isTrending", template.getBoolean("isTrending"));
        json.writeBooleanField("isFavorite", favorite);
        json.writeNumberField("viewCount", template.getInteger("viewCount"));
        json.writeNumberField("likeCount", template.getInteger("likeCount"));
        json.writeStringField("createdAt", template.getDate("createdAt").toInstant().toString());
        json.writeStringField("updatedAt", template.getDate("updatedAt").toInstant().toString());
        json.writeEndObject();
    }

    private static void write(Document texts, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("en", texts.getString("en"));
        json.writeStringField("fa", texts.getString("fa"));
        json.writeEndObject();
    }
}
