package app.nero.functions.popularity;

import app.nero.favorite.Favorites;
import app.nero.favorite.RecountLikes;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.EventLog;
import app.nero.kernel.Outside;
import app.nero.lambda.ScheduledRun;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.template.RankTrending;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** Runs by a schedule: ranks what is trending, and sets counts of likes right. */
public final class PopularityHandler implements RequestStreamHandler {

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final RankTrending rankTrending;
    private final RecountLikes recountLikes;
    private final EventLog log;
    private final ScheduledRun schedule;

    /** As Lambda makes it. */
    public PopularityHandler() {
        this(Settings.ofEnvironment());
    }

    public PopularityHandler(Settings settings) {
        this(MongoConnection.open(settings.mongodbUri()));
    }

    private PopularityHandler(MongoConnection mongo) {
        this(new MongoTemplates(mongo), new MongoFavorites(mongo), List.of(mongo), CLOCK);
    }

    PopularityHandler(Templates templates, Favorites favorites, List<Outside> outside, Clock clock) {
        this.rankTrending = new RankTrending(templates, clock);
        this.recountLikes = new RecountLikes(templates, favorites, clock);
        this.log = new EventLog(clock);
        this.schedule = new ScheduledRun(outside, log);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        schedule.run(context, List.of( //
                () -> report("trending", rankTrending.rank()), //
                () -> report("countsMended", recountLikes.recount())));
    }

    private void report(String what, int number) {
        log.info("PopularityRanked", json -> json.writeNumberField(what, number));
    }
}
