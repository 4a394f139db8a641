package app.nero.upkeep;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that Nero stores about a person, in sections: one per collection. */
public interface PersonalData {

    /** @param documents as JSON objects, in the order of their ids */
    record Section(String name, List<String> documents) {

        public Section {
            documents = List.copyOf(documents);
        }
    }

    /**
     * A place between two documents.
     *
     * @param afterId the id of the last document before it; empty at the start of the section
     */
    record Position(String section, Optional<String> afterId) {}

    /** @param next where the next page starts; empty on the last page */
    record Page(List<Section> sections, Optional<Position> next) {

        public Page {
            sections = List.copyOf(sections);
        }
    }

    /**
     * Reads one page: whole documents until the next one would exceed the size, but at least one. Each document that exists from
     * the first page to the last one is in exactly one of them.
     *
     * @param until data with the phone number that is newer belongs to the number's next account
     * @param maxBytes of all documents of the page in UTF-8
     * @return empty if the position names an unknown section
     */
    Optional<Page> read(Id userId, PhoneNumber phoneNumber, Instant until, Optional<Position> from, int maxBytes);
}
