package app.nero.local.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of an API as JSON, by their member {@code id} and in the order in which they were added. One file has all of them, and
 * each change replaces it.
 */
final class StoredObjects {

    private final Path file;
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final JsonMapper json = new JsonMapper();

    /** @param file created with the first object */
    StoredObjects(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (JsonNode object : json.readTree(file.toFile())) {
                objects.put(object.path("id").asText(), (ObjectNode) object);
            }
        }
    }

    /** A copy of an object. */
    synchronized Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(objects.get(id)).map(ObjectNode::deepCopy);
    }

    /** Copies of all objects of a kind, newest first. */
    synchronized List<ObjectNode> list(String kind) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode object : objects.values()) {
            if (object.path("object").asText().equals(kind)) {
                found.addFirst(object.deepCopy());
            }
        }
        return List.copyOf(found);
    }

    /** Adds or replaces an object. */
    synchronized void put(ObjectNode object) throws IOException {
        objects.put(object.path("id").asText(), object.deepCopy());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        json.writeValue(temporary.toFile(), objects.values());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    synchronized void clear() throws IOException {
        objects.clear();
        Files.deleteIfExists(file);
    }
}
