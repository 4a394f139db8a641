package app.nero.upkeep;

import app.nero.kernel.Id;
import app.nero.stars.Balances;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Copies the balances of new ledger entries to the accounts, because a crash may have prevented it. Each run starts 10 minutes
 * before the last one, since the database may show an entry later than entries with higher ids.
 */
public final class RepairBalances {

    private static final String JOB = "repairBalances";

    /** Longer than a request or a worker takes to write an entry whose id it has chosen. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** How long one run may take. The next run continues. */
    private static final Duration RUN = Duration.ofSeconds(5);

    private static final int BATCH = 500;

    private final StarsLedger ledger;
    private final Balances balances;
    private final Checkpoints checkpoints;
    private final Clock clock;

    public RepairBalances(StarsLedger ledger, Balances balances, Checkpoints checkpoints, Clock clock) {
        this.ledger = ledger;
        this.balances = balances;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    public void repair() {
        Instant start = clock.instant();
        Id newest = Id.lowest(start.minus(OVERLAP));
        Id position = checkpoints.find(JOB);
        int found = BATCH;
        while (found == BATCH && clock.instant().isBefore(start.plus(RUN))) {
            List<StarsEntry> batch = ledger.listAfter(position, BATCH);
            lastOfEachUser(batch).forEach(this::show);
            found = batch.size();
            position = found == BATCH ? batch.getLast().id() : newest;
            checkpoints.save(JOB, position.compareTo(newest) < 0 ? position : newest);
        }
    }

    private static Collection<StarsEntry> lastOfEachUser(List<StarsEntry> batch) {
        return batch.stream().collect(Collectors.toMap(StarsEntry::userId, Function.identity(),
                BinaryOperator.maxBy(Comparator.comparing(StarsEntry::number)))).values();
    }

    private void show(StarsEntry entry) {
        balances.showStars(entry.userId(), entry.number(), entry.balance());
    }
}
