package app.nero.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Pages of a list. A cursor is the signed position of the last item of a page, and belongs to this list alone.
 *
 * @param list names the list and everything that it depends on, such as its owner and its filters
 * @param parse reads a position from the text of a cursor
 * @param <P> a position in the list
 */
public record Paging<P>(CursorSigning cursors, String list, Function<String, Optional<P>> parse) {

    /** @param nextCursor starts the next page; empty on the last page */
    public record Page<T>(List<T> items, Optional<String> nextCursor) {

        public Page {
            items = List.copyOf(items);
        }

        /** The same page with other items. */
        public <U> Page<U> map(Function<List<T>, List<U>> change) {
            return new Page<>(change.apply(items), nextCursor);
        }
    }

    /**
     * @param read reads at most so many items after a position, or from the start of the list
     * @param position the position of an item, which {@code parse} can read
     * @return empty if the cursor is invalid or belongs to another list
     */
    public <T> Optional<Page<T>> page(Optional<String> cursor, int limit,
            BiFunction<Optional<P>, Integer, List<T>> read, Function<T, String> position) {
        Optional<P> after = cursor.flatMap(text -> cursors.open(list, text)).flatMap(parse);
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        // One more than asked for tells whether there is a next page.
        List<T> found = read.apply(after, limit + 1);
        List<T> items = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() > limit
                ? Optional.of(cursors.sign(list, position.apply(items.getLast())))
                : Optional.empty();
        return Optional.of(new Page<>(items, next));
    }
}
