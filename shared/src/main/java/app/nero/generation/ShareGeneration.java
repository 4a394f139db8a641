package app.nero.generation;

import app.nero.kernel.Id;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Shares a result under a link that cannot be guessed. Sharing it again keeps the link. */
public final class ShareGeneration {

    private static final int SLUG_BYTES = 16;

    private final Generations generations;
    private final SecureRandom random;

    public ShareGeneration(Generations generations, SecureRandom random) {
        this.generations = generations;
        this.random = random;
    }

    /**
     * @param visibility not private; {@link Generations#unshare} ends a sharing
     * @return the shared generation; empty if the user has no result of this id
     */
    public Optional<Generation> share(Id userId, Id id, Visibility visibility, boolean showPrompt) {
        if (visibility == Visibility.PRIVATE) {
            throw new IllegalArgumentException("private is not shared");
        }
        while (true) {
            Optional<Generation> seen = generations.find(userId, id)
                    .filter(it -> it.status() == GenerationStatus.SUCCEEDED);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> slug = seen.get().sharing().slug();
            Sharing sharing = new Sharing(visibility, Optional.of(slug.orElseGet(this::randomSlug)), showPrompt);
            Optional<Generation> shared = generations.share(userId, id, slug, sharing);
            if (shared.isPresent()) {
                return shared;
            }
            // Another request shared or deleted it in between.
        }
    }

    private String randomSlug() {
        byte[] bytes = new byte[SLUG_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
