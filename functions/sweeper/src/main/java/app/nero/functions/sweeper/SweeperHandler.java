package app.nero.functions.sweeper;

import app.nero.account.mongo.MongoUsers;
import app.nero.character.mongo.MongoCharacters;
import app.nero.http.EventLog;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.picture.mongo.MongoUploads;
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

/** Finishes interrupted work on a schedule. If a run fails, the next one continues. */
public final class SweeperHandler extends ScheduledFunction {

    private final FinishErasures finishErasures;
    private final SweepPictures sweepPictures;
    private final RepairBalances repairBalances;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public SweeperHandler() {
        this(Wiring.ofEnvironment());
    }

    public SweeperHandler(Wiring wiring) {
        super(wiring);
        Settings settings = wiring.settings();
        Clock clock = wiring.clock();
        MongoConnection mongo = wiring.mongo();
        Templates templates = new MongoTemplates(mongo);
        this.finishErasures = new FinishErasures(new MongoErasures(mongo), settings.accessTokenTtl(), clock);
        this.sweepPictures = new SweepPictures(new MongoCharacters(mongo), new MongoUploads(mongo),
                wiring.imageStore(), id -> templates.find(id).isPresent(), clock);
        this.repairBalances = new RepairBalances(new MongoStarsLedger(mongo), new MongoUsers(mongo),
                new MongoCheckpoints(mongo), clock);
        this.log = wiring.log();
    }

    /** Erasures come first, because they leave pictures for the second step. */
    @Override
    protected List<Runnable> steps() {
        return List.of(
                () -> count("ErasuresFinished", finishErasures.finish()),
                () -> count("PicturesSwept", sweepPictures.sweep()),
                repairBalances::repair);
    }

    private void count(String event, int count) {
        if (count > 0) {
            log.info(event, json -> json.writeNumberField("count", count));
        }
    }
}
