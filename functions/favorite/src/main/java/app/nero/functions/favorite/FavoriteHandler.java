package app.nero.functions.favorite;

import app.nero.favorite.Favorites;
import app.nero.favorite.MarkFavorite;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.favorite.MarkFavorite.Result;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import java.util.Map;

/** {@code POST} (toggle), {@code PUT} (set) and {@code DELETE} (unset) {@code /templates/{id}/favorite}. */
public final class FavoriteHandler extends ApiFunction {

    private final MarkFavorite markFavorite;

    /** Called by the Lambda runtime. */
    public FavoriteHandler() {
        this(Wiring.ofEnvironment());
    }

    public FavoriteHandler(Wiring wiring) {
        this(new MongoTemplates(wiring.mongo()), new MongoFavorites(wiring.mongo()), wiring);
    }

    FavoriteHandler(Templates templates, Favorites favorites, Wiring wiring) {
        super(wiring);
        this.markFavorite = new MarkFavorite(templates, favorites, wiring.random(), wiring.clock());
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "POST /v1/templates/{id}/favorite", request -> mark(request, Mode.TOGGLE),
                "PUT /v1/templates/{id}/favorite", request -> mark(request, Mode.SET),
                "DELETE /v1/templates/{id}/favorite", request -> mark(request, Mode.UNSET));
    }

    private Response mark(Request request, Mode mode) {
        Result result = markFavorite.mark(request.caller().userId(), request.pathId("id"), mode);
        if (result instanceof Result.Marked(boolean favorite, int likeCount)) {
            return Response.ok(json -> {
                json.writeBooleanField("isFavorite", favorite);
                json.writeNumberField("likeCount", likeCount);
            });
        }
        throw Problem.notFound();
    }
}
