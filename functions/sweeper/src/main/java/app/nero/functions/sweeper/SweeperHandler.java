package app.nero.functions.sweeper;

import app.nero.account.mongo.MongoUsers;
import app.nero.character.mongo.MongoCharacters;
import app.nero.http.EventLog;
import app.nero.lambda.ScheduledRun;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.FinishErasures;
import app.nero.upkeep.SweepPictures;
import app.nero.upkeep.mongo.MongoErasures;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** Runs by a schedule and finishes what was cut off; where a run fails, the next one goes on. */
public final class SweeperHandler implements RequestStreamHandler {

    private final FinishErasures finishErasures;
    private final SweepPictures sweepPictures;
    private final MoveStars moveStars;
    private final EventLog log;
    private final ScheduledRun schedule;

    /** As Lambda makes it. */
    public SweeperHandler() {
        this(Settings.ofEnvironment());
    }

    public SweeperHandler(Settings settings) {
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        MongoConnection mongo = MongoConnection.open(settings.mongodbUri());
        this.finishErasures = new FinishErasures(new MongoErasures(mongo), settings.accessTokenTtl(), clock);
        Templates templates = new MongoTemplates(mongo);
        this.sweepPictures = new SweepPictures(new MongoCharacters(mongo), new MongoUploads(mongo),
                new CloudinaryImageStore(settings.cloudinary()), id -> templates.find(id).isPresent(), clock);
        this.moveStars = new MoveStars(new MongoStarsLedger(mongo), new MongoUsers(mongo), clock, new SecureRandom());
        this.log = new EventLog(clock);
        this.schedule = new ScheduledRun(List.of(mongo), log);
    }

    /** Erasures come first, for they leave pictures to be swept. */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        schedule.run(context, List.of( //
                () -> count("ErasuresFinished", finishErasures.finish()), //
                () -> count("PicturesSwept", sweepPictures.sweep()), //
                moveStars::repair));
    }

    private void count(String what, int number) {
        if (number > 0) {
            log.info(what, json -> json.writeNumberField("count", number));
        }
    }
}
