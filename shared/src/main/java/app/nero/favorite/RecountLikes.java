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
 * Repairs what a crash between a favorite and its count leaves: sets each template's count of likes to the number of its
 * favorites, and removes favorites of deleted templates. A request in progress looks the same as a crash, so a difference is
 * only noted at first, and repaired by a later run that finds it unchanged.
 */
public final class RecountLikes {

    /** Longer than any request lives. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Templates that are compared in two round trips. */
    private static final int BATCH = 1_000;

    private final Templates templates;
    private final Favorites favorites;
    private final Clock clock;

    public RecountLikes(Templates templates, Favorites favorites, Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.clock = clock;
    }

    /** @return how many counts were set right */
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
        Optional<Mismatch> same = count.doubt().filter(doubt -> doubt.isOf(count, likes));
        if (same.isEmpty()) {
            templates.note(count.templateId(), new Mismatch(count.changes(), likes, now));
        }
        boolean settled = same.filter(doubt -> doubt.at().plus(SETTLED).isBefore(now)).isPresent();
        return settled && templates.setLikes(count, likes) ? 1 : 0;
    }

    /** A template that was added since the batch was read is not gone. */
    private void removeOrphans(Set<Id> liked, List<LikeCount> batch) {
        Set<Id> there = batch.stream().map(LikeCount::templateId).collect(Collectors.toSet());
        liked.stream().filter(id -> !there.contains(id)).filter(id -> templates.find(id).isEmpty())
                .forEach(favorites::removeAll);
    }
}
