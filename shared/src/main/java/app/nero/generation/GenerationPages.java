package app.nero.generation;

import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Pages of a list in descending order of ids.
 *
 * @param list names the list and everything that it depends on
 */
record GenerationPages(CursorSigning cursors, String list) {

    /** @param read reads at most so many generations with ids smaller than the given one */
    Optional<GenerationPage> page(Optional<String> cursor, int limit,
            BiFunction<Optional<Id>, Integer, List<Generation>> read) {
        Optional<Id> before = cursor.flatMap(text -> cursors.open(list, text)).flatMap(Id::parse);
        if (cursor.isPresent() && before.isEmpty()) {
            return Optional.empty();
        }
        // One more than asked for tells whether there is a next page.
        List<Generation> found = read.apply(before, limit + 1);
        List<Generation> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(list, page.getLast().id().value()))
                : Optional.empty();
        return Optional.of(new GenerationPage(page, next));
    }
}
