package app.nero.functions.sweeper;

import app.nero.generation.ClearGeneration;
import app.nero.generation.CloseDraft;
import app.nero.generation.FindPictureUse;
import app.nero.generation.Generations;
import app.nero.generation.Overdue;
import app.nero.generation.SettleGeneration;
import app.nero.generation.SweepGenerations;
import app.nero.http.EventLog;
import app.nero.http.Metric;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Wiring;
import app.nero.picture.Uploads;
import app.nero.stars.MoveStars;
import app.nero.upkeep.FinishErasures;
import app.nero.upkeep.RepairBalances;
import app.nero.upkeep.SweepPictures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finishes interrupted work on a schedule. If a run fails, the next one continues. Runs may overlap. */
public final class SweeperHandler extends ScheduledFunction {

    /** The most overdue generations that a run counts. */
    private static final int MAX_OVERDUE = 1_000;

    private final SweepGenerations sweepGenerations;
    private final FinishErasures finishErasures;
    private final SweepPictures sweepPictures;
    private final RepairBalances repairBalances;
    private final Generations generations;
    private final Clock clock;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public SweeperHandler() {
        this(Wiring.ofEnvironment());
    }

    public SweeperHandler(Wiring wiring) {
        this(Ports.of(wiring), wiring.settings().accessTokenTtl(), wiring);
    }

    SweeperHandler(Ports ports, Duration accessTokenTtl, Wiring wiring) {
        super(wiring);
        this.clock = wiring.clock();
        this.log = wiring.log();
        this.generations = ports.generations();
        Uploads uploads = ports.uploads();
        MoveStars moveStars = new MoveStars(ports.ledger(), ports.users(), clock, wiring.random());
        this.sweepGenerations = new SweepGenerations(generations,
                new SettleGeneration(generations, moveStars, uploads, clock),
                new CloseDraft(generations, moveStars, uploads, clock),
                new ClearGeneration(generations, ports.store(), uploads, clock), ports.queue(), clock);
        this.finishErasures = new FinishErasures(ports.erasures(), ports.erasedNumbers(), accessTokenTtl, clock);
        this.sweepPictures = new SweepPictures(ports.characters(), uploads, ports.store(),
                new FindPictureUse(generations, id -> ports.templates().find(id).isPresent()), clock);
        this.repairBalances = new RepairBalances(ports.ledger(), ports.users(), ports.checkpoints(), clock);
    }

    /** Generations come first, because people wait for them. They and erasures leave pictures for the sweep of pictures. */
    @Override
    protected List<Runnable> steps() {
        return List.of(
                () -> count("GenerationsSwept", sweepGenerations.sweep()),
                () -> count("ErasuresFinished", finishErasures.finish()),
                () -> count("PicturesSwept", sweepPictures.sweep()),
                repairBalances::repair,
                () -> count("GenerationsOverdue", generations.countOverdue(Overdue.at(clock.instant()), MAX_OVERDUE)));
    }

    private void count(String event, int count) {
        if (count > 0) {
            log.info(event, log.metrics(List.of(Metric.count(event, count))));
        }
    }
}
