package app.nero.functions.sweeper;

import app.nero.application.FinishErasures;
import app.nero.edge.EventLog;
import app.nero.infrastructure.Settings;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoErasures;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/** Runs by a schedule and finishes what was cut off. A run that fails is a failed invocation; the next one goes on. */
public final class SweeperHandler implements RequestStreamHandler {

    private final FinishErasures finishErasures;
    private final EventLog log;

    /** As Lambda makes it. */
    public SweeperHandler() {
        this(Settings.ofEnvironment());
    }

    public SweeperHandler(Settings settings) {
        Clock clock = Clock.systemUTC();
        this.finishErasures = new FinishErasures(new MongoErasures(MongoConnection.open(settings.mongodbUri())),
                settings.accessTokenTtl(), clock);
        this.log = new EventLog(clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        int erasures = finishErasures.finish();
        if (erasures > 0) {
            log.info("ErasuresFinished", json -> json.writeNumberField("count", erasures));
        }
    }
}
