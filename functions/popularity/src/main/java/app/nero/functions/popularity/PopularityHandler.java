package app.nero.functions.popularity;

import app.nero.favorite.Favorites;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.Generations;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.EventLog;
import app.nero.lambda.ScheduledFunction;
import app.nero.lambda.Wiring;
import app.nero.template.Categories;
import app.nero.template.RankTrending;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.Checkpoints;
import app.nero.upkeep.RecountTemplates;
import app.nero.upkeep.mongo.MongoCheckpoints;
import java.util.List;

/** Ranks trending templates, and repairs their counts and those of categories, on a schedule. */
public final class PopularityHandler extends ScheduledFunction {

    private final RankTrending rankTrending;
    private final RecountTemplates recountTemplates;
    private final Categories categories;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public PopularityHandler() {
        this(Wiring.ofEnvironment());
    }

    public PopularityHandler(Wiring wiring) {
        this(new MongoTemplates(wiring.mongo()), new MongoCategories(wiring.mongo()),
                new MongoFavorites(wiring.mongo()),
                new MongoGenerations(wiring.mongo()), new MongoCheckpoints(wiring.mongo()), wiring);
    }

    PopularityHandler(Templates templates, Categories categories, Favorites favorites, Generations generations,
            Checkpoints checkpoints, Wiring wiring) {
        super(wiring);
        this.rankTrending = new RankTrending(templates, wiring.clock());
        this.recountTemplates = new RecountTemplates(templates, favorites, generations, checkpoints, wiring.clock());
        this.categories = categories;
        this.log = wiring.log();
    }

    @Override
    protected List<Runnable> steps() {
        return List.of(
                () -> report("trending", rankTrending.rank()),
                () -> report("countsRepaired", recountTemplates.recount()),
                () -> report("categoriesRepaired", categories.recount()));
    }

    private void report(String field, int count) {
        log.info("PopularityRanked", json -> json.writeNumberField(field, count));
    }
}
