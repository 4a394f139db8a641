package app.nero.generation;

import java.util.List;
import java.util.Optional;

/**
 * All versions of the price list, oldest first. The last one is charged; the others tell whether a price has risen since a
 * user saw it.
 */
public record Prices(List<PriceList> versions) {

    /** Nero's prices. A change adds a version. */
    public static final Prices ALL = new Prices(List.of(new PriceList(1, 1, 2, 2, 4, 1, 2)));

    public Prices {
        versions = List.copyOf(versions);
    }

    public PriceList current() {
        return versions.getLast();
    }

    /** Whether the request costs more than in the version that it names, or names an unknown version. */
    public boolean haveRisenFor(GenerationRequest request) {
        Optional<Integer> seen = request.priceVersion();
        return seen.isPresent() && versions.stream().filter(list -> list.version() == seen.get())
                .noneMatch(list -> list.price(request) >= current().price(request));
    }
}
