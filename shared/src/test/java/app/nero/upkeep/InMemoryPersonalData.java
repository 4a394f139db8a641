package app.nero.upkeep;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sections in a list, and the documents of each user in maps. */
public final class InMemoryPersonalData implements PersonalData {

    private final List<String> names;
    private final Map<String, TreeMap<String, String>> documents = new TreeMap<>();

    public InMemoryPersonalData(String... names) {
        this.names = List.of(names);
    }

    /** @param members the rest of the JSON object after its id */
    public void add(String section, Id userId, Id id, String members) {
        of(section, userId).put(id.value(), "{\"id\": \"" + id + "\"" + members + "}");
    }

    @Override
    public Optional<Page> read(Id userId, PhoneNumber phoneNumber, Instant until, Optional<Position> from,
            int maxBytes) {
        int first = from.map(position -> names.indexOf(position.section())).orElse(0);
        if (first < 0) {
            return Optional.empty();
        }
        Optional<String> afterId = from.flatMap(Position::afterId);
        List<Section> sections = new ArrayList<>();
        int bytes = 0;
        for (String name : names.subList(first, names.size())) {
            List<String> fitting = new ArrayList<>();
            for (Map.Entry<String, String> row : of(name, userId).tailMap(afterId.orElse(""), false).entrySet()) {
                int size = row.getValue().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > 0 && bytes + size > maxBytes) {
                    sections.add(new Section(name, fitting));
                    return Optional.of(new Page(sections, Optional.of(new Position(name, afterId))));
                }
                bytes += size;
                fitting.add(row.getValue());
                afterId = Optional.of(row.getKey());
            }
            sections.add(new Section(name, fitting));
            afterId = Optional.empty();
        }
        return Optional.of(new Page(sections, Optional.empty()));
    }

    private TreeMap<String, String> of(String section, Id userId) {
        return documents.computeIfAbsent(section + " " + userId, _ -> new TreeMap<>());
    }
}
