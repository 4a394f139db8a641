package app.nero.functions.popularity;

import app.nero.favorite.Favorites;
import app.nero.favorite.RecountLikes;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.EventLog;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Wiring;
import app.nero.template.RankTrending;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import java.util.List;

/** Ranks trending templates and repairs like counts on a schedule. */
public final class PopularityHandler extends ScheduledFunction {

    private final RankTrending rankTrending;
    private final RecountLikes recountLikes;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public PopularityHandler() {
        this(Wiring.ofEnvironment());
    }

    public PopularityHandler(Wiring wiring) {
        this(new MongoTemplates(wiring.mongo()), new MongoFavorites(wiring.mongo()), wiring);
    }

    PopularityHandler(Templates templates, Favorites favorites, Wiring wiring) {
        super(wiring);
        this.rankTrending = new RankTrending(templates, wiring.clock());
        this.recountLikes = new RecountLikes(templates, favorites, wiring.clock());
        this.log = wiring.log();
    }

    @Override
    protected List<Runnable> steps() {
        return List.of(
                () -> report("trending", rankTrending.rank()),
                () -> report("countsRepaired", recountLikes.recount()));
    }

    private void report(String field, int count) {
        log.info("PopularityRanked", json -> json.writeNumberField(field, count));
    }
}
