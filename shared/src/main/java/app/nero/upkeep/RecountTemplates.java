package app.nero.upkeep;

import app.nero.favorite.Favorites;
import app.nero.generation.Generations;
import app.nero.kernel.Id;
import app.nero.template.Mismatch;
import app.nero.template.TemplateCounts;
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
 * Corrects the counts of templates after crashes and deletions: sets the likes to the number of favorites and the uses to that of
 * results, and removes favorites of deleted templates.
 *
 * <p>A like in progress looks the same as a crash. A run therefore only records a mismatch of likes at first; a later run that
 * finds it unchanged corrects the count. Uses are corrected at once: one that is being counted at that moment counts twice, but
 * only until the next recount.
 */
public final class RecountTemplates {

    private static final String JOB = "recountTemplates";

    /** How long a mismatch must stay unchanged; longer than any request. */
    private static final Duration SETTLE_TIME = Duration.ofMinutes(1);

    /** How long one run may take. The next run continues. */
    private static final Duration RUN = Duration.ofMinutes(3);

    /** Templates per batch, which takes four round trips. */
    private static final int BATCH = 1_000;

    private final Templates templates;
    private final Favorites favorites;
    private final Generations generations;
    private final Checkpoints checkpoints;
    private final Clock clock;

    public RecountTemplates(Templates templates, Favorites favorites, Generations generations, Checkpoints checkpoints,
            Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.generations = generations;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /** @return how many counts were corrected */
    public int recount() {
        Instant end = clock.instant().plus(RUN);
        int repaired = 0;
        Id position = checkpoints.find(JOB);
        do {
            List<TemplateCounts> batch = templates.counts(position, BATCH);
            Optional<Id> last = batch.size() == BATCH ? Optional.of(batch.getLast().templateId()) : Optional.empty();
            Map<Id, Integer> likes = favorites.countByTemplate(position, last);
            Map<Id, Integer> uses = generations.countByTemplate(position, last);
            for (TemplateCounts counts : batch) {
                repaired += repairUses(counts, uses.getOrDefault(counts.templateId(), 0));
                repaired += repairLikes(counts, likes.getOrDefault(counts.templateId(), 0));
            }
            removeOrphans(likes.keySet(), batch);
            position = last.orElse(Id.NOBODY);
            checkpoints.save(JOB, position);
        } while (!position.equals(Id.NOBODY) && clock.instant().isBefore(end));
        return repaired;
    }

    private int repairUses(TemplateCounts counts, int uses) {
        boolean isRight = counts.uses() == uses && counts.isRanked();
        return !isRight && templates.setUses(counts, uses) ? 1 : 0;
    }

    private int repairLikes(TemplateCounts counts, int likes) {
        if (counts.likes() == likes) {
            return 0;
        }
        Instant now = clock.instant();
        Optional<Mismatch> unchanged = counts.mismatch().filter(mismatch -> mismatch.isUnchanged(counts, likes));
        if (unchanged.isEmpty()) {
            templates.recordMismatch(counts.templateId(), new Mismatch(counts.likeChanges(), likes, now));
        }
        boolean settled = unchanged.filter(mismatch -> mismatch.at().plus(SETTLE_TIME).isBefore(now)).isPresent();
        return settled && templates.setLikes(counts, likes) ? 1 : 0;
    }

    /** Looks up each template that is not in the batch, since it may have been added after the batch was read. */
    private void removeOrphans(Set<Id> liked, List<TemplateCounts> batch) {
        Set<Id> known = batch.stream().map(TemplateCounts::templateId).collect(Collectors.toSet());
        liked.stream().filter(id -> !known.contains(id)).filter(id -> templates.find(id).isEmpty())
                .forEach(favorites::removeAll);
    }
}
