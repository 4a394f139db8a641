package app.nero.favorite;

import app.nero.kernel.Id;
import app.nero.template.LikeCount;
import app.nero.template.Mismatch;
import app.nero.template.Templates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Corrects like counts after crashes: sets each template's count to the number of its favorites, and removes favorites
 * of deleted templates. A request in progress looks the same as a crash. A run therefore only records a mismatch at
 * first; a later run that finds it unchanged corrects the count.
 */
public final class RecountLikes {

    /** How long a mismatch must stay unchanged; longer than any request. */
    private static final Duration SETTLE_TIME = Duration.ofMinutes(1);

    /** Templates per batch, which takes two round trips. */
    private static final int BATCH = 1_000;

    private final Templates templates;
    private final Favorites favorites;
    private final Clock clock;

    public RecountLikes(Templates templates, Favorites favorites, Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.clock = clock;
    }

    /** @return how many counts were corrected */
    public int recount() {
        int repaired = 0;
        Optional<Id> after = Optional.empty();
        boolean more;
        do {
            List<LikeCount> batch = templates.likeCounts(after, BATCH);
            more = batch.size() == BATCH;
            Optional<Id> last = more ? Optional.of(batch.getLast().templateId()) : Optional.empty();
            Map<Id, Integer> likes = favorites.countByTemplate(after, last);
            for (LikeCount count : batch) {
                repaired += repair(count, likes.getOrDefault(count.templateId(), 0));
            }
            removeOrphans(likes.keySet(), batch);
            after = last;
        } while (more);
        return repaired;
    }

    private int repair(LikeCount count, int likes) {
        if (count.count() == likes) {
            return 0;
        }
        Instant now = clock.instant();
        Optional<Mismatch> unchanged = count.mismatch().filter(mismatch -> mismatch.isUnchanged(count, likes));
        if (unchanged.isEmpty()) {
            templates.recordMismatch(count.templateId(), new Mismatch(count.changes(), likes, now));
        }
        boolean settled = unchanged.filter(mismatch -> mismatch.at().plus(SETTLE_TIME).isBefore(now)).isPresent();
        return settled && templates.setLikes(count, likes) ? 1 : 0;
    }

    /** Looks up each template that is not in the batch, since it may have been added after the batch was read. */
    private void removeOrphans(Set<Id> liked, List<LikeCount> batch) {
        Set<Id> known = batch.stream().map(LikeCount::templateId).collect(Collectors.toSet());
        liked.stream().filter(id -> !known.contains(id)).filter(id -> templates.find(id).isEmpty())
                .forEach(favorites::removeAll);
    }
}
