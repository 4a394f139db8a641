package app.nero.functions.sweeper;

import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.ClearGeneration;
import app.nero.generation.CloseDraft;
import app.nero.generation.FindPictureUse;
import app.nero.generation.Generations;
import app.nero.generation.Overdue;
import app.nero.generation.SettleGeneration;
import app.nero.generation.SweepGenerations;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.EventLog;
import app.nero.http.Metric;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.picture.ImageStore;
import app.nero.picture.Uploads;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsLedger;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.FinishErasures;
import app.nero.upkeep.RepairBalances;
import app.nero.upkeep.SweepPictures;
import app.nero.upkeep.mongo.MongoCheckpoints;
import app.nero.upkeep.mongo.MongoErasures;
import java.time.Clock;
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
        super(wiring);
        Settings settings = wiring.settings();
        MongoConnection mongo = wiring.mongo();
        ImageStore store = wiring.imageStore();
        Users users = new MongoUsers(mongo);
        Uploads uploads = new MongoUploads(mongo);
        Templates templates = new MongoTemplates(mongo);
        StarsLedger ledger = new MongoStarsLedger(mongo);
        this.clock = wiring.clock();
        this.log = wiring.log();
        this.generations = new MongoGenerations(mongo);
        MoveStars moveStars = new MoveStars(ledger, users, clock, wiring.random());
        this.sweepGenerations = new SweepGenerations(generations,
                new SettleGeneration(generations, moveStars, uploads, clock),
                new CloseDraft(generations, moveStars, uploads, clock),
                new ClearGeneration(generations, store, uploads, clock), wiring.jobQueue(), clock);
        this.finishErasures = new FinishErasures(new MongoErasures(mongo),
                new MongoErasedNumbers(mongo, settings.numberHashing()), settings.accessTokenTtl(), clock);
        this.sweepPictures = new SweepPictures(new MongoCharacters(mongo), uploads, store,
                new FindPictureUse(generations, id -> templates.find(id).isPresent()), clock);
        this.repairBalances = new RepairBalances(ledger, users, new MongoCheckpoints(mongo), clock);
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
