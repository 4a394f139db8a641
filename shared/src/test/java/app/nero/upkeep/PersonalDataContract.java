package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.Favorite;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.stars.StarsEntry;
import app.nero.testing.Some;
import app.nero.upkeep.PersonalData.Page;
import app.nero.upkeep.PersonalData.Position;
import app.nero.upkeep.PersonalData.Section;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that every implementation of {@link PersonalData} must pass. */
public abstract class PersonalDataContract {

    protected static final String FAVORITES = "favoriteTemplates";
    protected static final String LEDGER = "starsLedger";

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final int ALL = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Id sara = Some.id();
    private final Id omid = Some.id();
    private final PhoneNumber phoneNumber = Some.phoneNumber();
    private final Map<String, TreeSet<String>> added = new LinkedHashMap<>();

    protected abstract PersonalData data();

    protected abstract void add(Favorite favorite);

    protected abstract void add(StarsEntry entry);

    @Test
    void readsOnlyWhatIsStoredAboutThePerson() {
        Favorite favorite = favorite(sara);
        favorite(omid);

        Page page = page(sara, Optional.empty(), ALL);
        JsonNode document = parse(documents(page, FAVORITES).getFirst());

        assertEquals(Optional.empty(), page.next());
        assertEquals(1, documents(page, FAVORITES).size());
        assertEquals(List.of(), documents(page, LEDGER));
        assertEquals(favorite.id().value(), document.get("id").asText());
        assertEquals(sara.value(), document.get("userId").asText());
        assertEquals(favorite.templateId().value(), document.get("templateId").asText());
        assertEquals("2026-05-14T12:00:00.123Z", document.get("createdAt").asText());
    }

    @Test
    void writesNumbersAsNumbers() {
        add(StarsEntry.first(Some.id(), sara, 3, NOON));

        JsonNode document = parse(documents(page(sara, Optional.empty(), ALL), LEDGER).getFirst());

        assertEquals(3, document.get("balance").intValue());
        assertTrue(document.get("balance").isInt());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 500, 1_000, ALL})
    void readsEveryDocumentOnce(int maxBytes) {
        for (int i = 0; i < 7; i++) {
            favorite(sara);
            entry(sara, i + 1);
        }

        List<Page> pages = pages(maxBytes);

        assertEquals(flat(added), ids(pages));
        for (Page page : pages) {
            List<String> documents = page.sections().stream().flatMap(it -> it.documents().stream()).toList();
            int bytes = documents.stream().mapToInt(it -> it.getBytes(StandardCharsets.UTF_8).length).sum();
            assertTrue(bytes <= maxBytes || documents.size() == 1, () -> bytes + " bytes");
        }
    }

    @Test
    void readsEveryDocumentOnceWhileOthersAreAdded() {
        for (int i = 0; i < 5; i++) {
            favorite(sara);
        }
        Set<String> atFirst = Set.copyOf(flat(added));

        List<String> read = new ArrayList<>();
        Optional<Position> from = Optional.empty();
        int pages = 0;
        do {
            Page page = page(sara, from, 1);
            read.addAll(ids(List.of(page)));
            if (pages++ < 3) {
                add(new Favorite(new Id("%024x".formatted(pages)), sara, Some.id(), NOON));
                favorite(sara);
            }
            from = page.next();
        } while (from.isPresent());

        assertTrue(read.containsAll(atFirst), () -> read + " without some of " + atFirst);
        assertEquals(Set.copyOf(read).size(), read.size());
    }

    @Test
    void continuesAfterADocumentThatIsGone() {
        favorite(sara);
        Position gone = new Position(FAVORITES, Optional.of(Some.id().value()));
        Favorite next = favorite(sara);

        List<String> documents = documents(page(sara, Optional.of(gone), ALL), FAVORITES);

        assertEquals(List.of(next.id().value()), documents.stream().map(it -> parse(it).get("id").asText()).toList());
    }

    @Test
    void doesNotContinueFromAnUnknownSection() {
        assertEquals(Optional.empty(),
                data().read(sara, phoneNumber, NOON, Optional.of(new Position("unknown", Optional.empty())), ALL));
    }

    private Favorite favorite(Id userId) {
        Favorite favorite = new Favorite(Some.id(), userId, Some.id(), NOON);
        add(favorite);
        remember(FAVORITES, userId, favorite.id());
        return favorite;
    }

    private void entry(Id userId, int number) {
        StarsEntry first = StarsEntry.first(Some.id(), userId, 3, NOON);
        add(new StarsEntry(first.id(), userId, number, 3, 3, 0, 0, first.kind(), "reason", "ref " + number, NOON));
        remember(LEDGER, userId, first.id());
    }

    private void remember(String section, Id userId, Id id) {
        if (userId.equals(sara)) {
            added.computeIfAbsent(section, _ -> new TreeSet<>()).add(id.value());
        }
    }

    private static List<String> flat(Map<String, TreeSet<String>> sections) {
        return sections.values().stream().flatMap(Set::stream).toList();
    }

    private List<Page> pages(int maxBytes) {
        List<Page> pages = new ArrayList<>();
        Optional<Position> from = Optional.empty();
        do {
            pages.add(page(sara, from, maxBytes));
            from = pages.getLast().next();
        } while (from.isPresent());
        return pages;
    }

    private Page page(Id userId, Optional<Position> from, int maxBytes) {
        return data().read(userId, phoneNumber, NOON, from, maxBytes).orElseThrow();
    }

    private static List<String> documents(Page page, String section) {
        return page.sections().stream().filter(it -> it.name().equals(section)).map(Section::documents)
                .flatMap(List::stream).toList();
    }

    private static List<String> ids(List<Page> pages) {
        return pages.stream().flatMap(page -> page.sections().stream()).flatMap(it -> it.documents().stream())
                .map(it -> parse(it).get("id").asText()).collect(Collectors.toList());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
