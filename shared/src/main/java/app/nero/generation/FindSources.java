package app.nero.generation;

import app.nero.kernel.InParallel;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import java.util.List;
import java.util.Optional;

/** Finds the uploads that a result was made from, so that its owner can compare before and after. */
public final class FindSources {

    /** An upload and what it was used for. */
    public record Source(String url, SourceRole role) {}

    private final ImageStore store;

    public FindSources(ImageStore store) {
        this.store = store;
    }

    /**
     * @return in the order of the request; empty without a result, because the uploads are then released, and while the
     *         store cannot be reached: the result is shown without them
     */
    public List<Source> find(Generation generation) {
        if (generation.status() != GenerationStatus.SUCCEEDED) {
            return List.of();
        }
        try {
            return InParallel.map(generation.recipe().sources(), this::find).stream().flatMap(Optional::stream)
                    .toList();
        } catch (UnavailableException _) {
            return List.of();
        }
    }

    private Optional<Source> find(SourceImage source) {
        return store.find(source.publicId()).map(stored -> new Source(stored.url(), source.role()));
    }
}
